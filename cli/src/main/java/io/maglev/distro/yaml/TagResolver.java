package io.maglev.distro.yaml;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * What a scalar stands for, its tag considered: go-yaml v2's {@code decoder.scalar} for an untyped
 * target. Holds no state but where errors go.
 */
final class TagResolver {
  private static final String CORE = "tag:yaml.org,2002:";

  private final NodeReader reader;

  TagResolver(NodeReader reader) {
    this.reader = reader;
  }

  /** String, Boolean, Long, BigInteger, Double or null. */
  @Nullable Object resolve(RawNode node) {
    if (node.tag.isEmpty()) {
      return node.implicit ? ScalarResolver.resolve(node.value).value() : node.value;
    }
    String tag = node.tag.startsWith(CORE) ? node.tag.substring(CORE.length()) : "";
    return switch (tag) {
      case "binary" -> binary(node);
      case "bool", "int", "float", "null", "timestamp" -> tagged(node, tag);
      default -> node.value;
    };
  }

  private @Nullable Object tagged(RawNode node, String tag) {
    ScalarResolver.Resolved found = ScalarResolver.resolve(node.value, tag.equals("timestamp"));
    if (tag.equals(found.kind().tag())) {
      return found.value();
    }
    if (tag.equals("float") && found.value() instanceof Long whole) {
      return (double) whole;
    }
    String kind = "!!" + found.kind().tag();
    throw fail(node, "cannot decode " + kind + " `" + node.value + "` as a !!" + tag);
  }

  private String binary(RawNode node) {
    String text = node.value.replace("\n", "").replace("\r", "");
    try {
      // Java's decoder would do without the padding that Go insists on.
      if (text.length() % 4 == 0) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException e) {
      throw fail(node, "!!binary value contains invalid base64 data");
    }
    throw fail(node, "!!binary value contains invalid base64 data");
  }

  private YamlException fail(RawNode node, String problem) {
    return reader.failConverting(node, "yaml: " + problem);
  }
}
