package io.maglev.distro.yaml;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.events.AliasEvent;
import org.yaml.snakeyaml.events.Event;
import org.yaml.snakeyaml.events.NodeEvent;
import org.yaml.snakeyaml.events.ScalarEvent;
import org.yaml.snakeyaml.parser.Parser;
import org.yaml.snakeyaml.parser.ParserImpl;
import org.yaml.snakeyaml.reader.StreamReader;

/** Turns the text of a stream into node trees, one document at a time. Not thread-safe. */
final class NodeReader {

  private final String file;
  private final Parser parser;
  private Map<String, RawNode> anchors = new HashMap<>();

  NodeReader(String text, String file) {
    this.file = file;
    if (text.length() > Limits.LENGTH) {
      throw fail(0, 0, "document has " + text.length() + " characters, limit " + Limits.LENGTH);
    }
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(Integer.MAX_VALUE);
    options.setNestingDepthLimit(Integer.MAX_VALUE);
    this.parser = new ParserImpl(new StreamReader(text), options);
  }

  /** The root of the next document, null at the end of the stream. */
  @Nullable RawNode next() {
    try {
      while (!parser.checkEvent(Event.ID.StreamEnd)) {
        Event event = parser.getEvent();
        if (event.is(Event.ID.DocumentStart)) {
          anchors = new HashMap<>();
          RawNode root = node(0);
          parser.getEvent();
          return root;
        }
      }
      return null;
    } catch (MarkedYAMLException e) {
      Mark mark = e.getProblemMark();
      throw fail(mark.getLine() + 1, mark.getColumn() + 1, Objects.toString(e.getProblem()));
    } catch (YAMLException e) {
      throw fail(0, 0, "control characters are not allowed");
    }
  }

  YamlException fail(int line, int column, String problem) {
    String go = "error converting YAML to JSON: yaml: ";
    return YamlException.reading(
        "YAML",
        file,
        line,
        column,
        problem,
        go + (line > 1 ? "line " + line + ": " : "") + problem);
  }

  /** A failure at a node for which Go's text has no line. */
  YamlException failConverting(RawNode node, String goProblem) {
    String problem = goProblem.startsWith("yaml: ") ? goProblem.substring(6) : goProblem;
    return YamlException.reading(
        "YAML",
        file,
        node.line + 1,
        node.column + 1,
        problem,
        "error converting YAML to JSON: " + goProblem);
  }

  private RawNode node(int depth) {
    Event event = parser.getEvent();
    int line = event.getStartMark().getLine();
    int column = event.getStartMark().getColumn();
    if (depth > Limits.DEPTH) {
      throw fail(line + 1, column + 1, "exceeded max depth of " + Limits.DEPTH);
    }
    if (event instanceof AliasEvent alias) {
      RawNode node = new RawNode(RawNode.Kind.ALIAS, line, column, "", alias.getAnchor(), false);
      node.target = anchors.get(alias.getAnchor());
      if (node.target == null) {
        throw fail(0, 0, "unknown anchor '" + alias.getAnchor() + "' referenced");
      }
      return node;
    }
    RawNode node = start(event, line, column);
    if (((NodeEvent) event).getAnchor() != null) {
      anchors.put(((NodeEvent) event).getAnchor(), node);
    }
    Event.ID end = node.kind == RawNode.Kind.MAPPING ? Event.ID.MappingEnd : Event.ID.SequenceEnd;
    if (node.kind != RawNode.Kind.SCALAR) {
      while (!parser.checkEvent(end)) {
        node.children.add(node(depth + 1));
      }
      parser.getEvent();
    }
    return node;
  }

  private static RawNode start(Event event, int line, int column) {
    if (event instanceof ScalarEvent scalar) {
      String tag = Objects.toString(scalar.getTag(), "");
      boolean implicit = scalar.getImplicit().canOmitTagInPlainScalar();
      return new RawNode(
          RawNode.Kind.SCALAR,
          line,
          column,
          tag.equals("!") ? "" : tag,
          scalar.getValue(),
          implicit);
    }
    RawNode.Kind kind =
        event.is(Event.ID.MappingStart) ? RawNode.Kind.MAPPING : RawNode.Kind.SEQUENCE;
    return new RawNode(kind, line, column, "", "", false);
  }
}
