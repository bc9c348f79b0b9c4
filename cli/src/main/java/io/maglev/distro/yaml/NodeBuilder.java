package io.maglev.distro.yaml;

import io.maglev.distro.error.SourceLocation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Builds {@link YamlNode} trees. Not thread-safe. */
final class NodeBuilder {
  private final String file;
  private final NodeReader reader;
  private final ValueDecoder decoder;

  private NodeBuilder(String text, String file) {
    this.file = file;
    this.reader = new NodeReader(text, file);
    this.decoder = new ValueDecoder(reader, true);
  }

  static YamlNode build(String text, String file) {
    NodeBuilder builder = new NodeBuilder(text, file);
    RawNode root = builder.reader.next();
    if (root == null) {
      return new YamlNode.ScalarNode("", null, new SourceLocation(file, 1, 1, ""));
    }
    YamlNode node = builder.node(root);
    builder.decoder.finish();
    return node;
  }

  private YamlNode node(RawNode raw) {
    SourceLocation where = where(raw);
    return switch (raw.kind) {
      case SCALAR -> new YamlNode.ScalarNode(raw.value, decoder.value(raw), where);
      case ALIAS -> decoder.budget().through(raw, () -> node(Objects.requireNonNull(raw.target)));
      case SEQUENCE -> {
        decoder.budget().spend(raw);
        decoder.budget().enter(raw);
        List<YamlNode> elements = new ArrayList<>();
        raw.children.forEach(child -> elements.add(node(child)));
        decoder.budget().leave();
        yield new YamlNode.ListNode(elements, where);
      }
      case MAPPING -> {
        decoder.budget().spend(raw);
        decoder.budget().enter(raw);
        Map<String, YamlNode.Entry> merged = new LinkedHashMap<>();
        Map<String, YamlNode.Entry> own = new LinkedHashMap<>();
        fill(raw, own, merged);
        merged.putAll(own);
        decoder.budget().leave();
        yield new YamlNode.MapNode(List.copyOf(merged.values()), where);
      }
    };
  }

  private void fill(
      RawNode mapping, Map<String, YamlNode.Entry> own, Map<String, YamlNode.Entry> merged) {
    for (int i = 0; i < mapping.children.size(); i += 2) {
      RawNode key = mapping.children.get(i);
      RawNode value = mapping.children.get(i + 1);
      if (key.isMerge()) {
        merge(value, merged);
        continue;
      }
      YamlNode.Entry entry = new YamlNode.Entry(decoder.key(key, value), where(key), node(value));
      YamlNode.Entry earlier = own.putIfAbsent(entry.key(), entry);
      if (earlier != null) {
        int line = earlier.where().line();
        throw reader.failConverting(
            key, "yaml: mapping key \"" + entry.key() + "\" already defined at line " + line);
      }
    }
  }

  /** Earlier maps of a merge list win over later ones. */
  private void merge(RawNode source, Map<String, YamlNode.Entry> merged) {
    List<RawNode> sources =
        source.kind == RawNode.Kind.SEQUENCE ? source.children : List.of(source);
    for (RawNode one : sources) {
      if (!(node(one) instanceof YamlNode.MapNode map)) {
        throw reader.failConverting(
            one, "yaml: map merge requires map or sequence of maps as the value");
      }
      map.entries().forEach(entry -> merged.putIfAbsent(entry.key(), entry));
    }
  }

  private SourceLocation where(RawNode raw) {
    return new SourceLocation(file, raw.line + 1, raw.column + 1, "");
  }
}
