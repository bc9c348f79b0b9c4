package io.maglev.distro.yaml;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns the text of a stream into node trees, one document at a time, by libyaml's grammar. It
 * stops at the end of a document, so that what follows may be broken, as in Go. Not thread-safe.
 */
final class NodeReader {
  private static final Map<String, String> DEFAULT_TAGS =
      Map.of("!", "!", "!!", "tag:yaml.org,2002:");

  private final YamlCursor cursor;
  private final YamlScanner scanner;
  private final Map<String, String> tagPrefixes = new LinkedHashMap<>();
  private Map<String, RawNode> anchors = new HashMap<>();
  private boolean first = true;
  private int depth;
  private int nodes;

  NodeReader(String text, String file) {
    cursor = new YamlCursor(text, file);
    scanner = new YamlScanner(cursor);
  }

  /** The root of the next document, null at the end of the stream. */
  @Nullable RawNode next() {
    while (!first && is(TokenType.DOCUMENT_END)) {
      scanner.take();
    }
    if (is(TokenType.STREAM_END)) {
      return null;
    }
    anchors = new HashMap<>();
    tagPrefixes.clear();
    boolean explicit = directives();
    if (!is(TokenType.DOCUMENT_START) && (explicit || !first)) {
      throw fail("did not find expected <document start>");
    }
    first = false;
    RawNode root = is(TokenType.DOCUMENT_START) ? explicitDocument() : node(true, false);
    if (is(TokenType.DOCUMENT_END)) {
      scanner.take();
    }
    return root;
  }

  /** A failure at a node for which Go's text has no line. */
  YamlException failConverting(RawNode node, String goProblem) {
    String problem = goProblem.startsWith("yaml: ") ? goProblem.substring(6) : goProblem;
    return cursor.failAt(node.line, node.column, problem, goProblem);
  }

  private RawNode explicitDocument() {
    scanner.take();
    return switch (scanner.peek().type) {
      case VERSION_DIRECTIVE, TAG_DIRECTIVE, DOCUMENT_START, DOCUMENT_END, STREAM_END ->
          empty(scanner.peek(), 0);
      default -> node(true, false);
    };
  }

  private boolean directives() {
    boolean version = false;
    boolean any = false;
    while (is(TokenType.VERSION_DIRECTIVE) || is(TokenType.TAG_DIRECTIVE)) {
      YamlToken token = scanner.peek();
      any = true;
      if (token.type == TokenType.TAG_DIRECTIVE) {
        if (tagPrefixes.putIfAbsent(token.value, token.suffix) != null) {
          throw fail("found duplicate %TAG directive");
        }
      } else if (version) {
        throw fail("found duplicate %YAML directive");
      } else if (!token.value.equals("1.1")) {
        throw fail("found incompatible YAML document");
      } else {
        version = true;
      }
      scanner.take();
    }
    DEFAULT_TAGS.forEach(tagPrefixes::putIfAbsent);
    return any;
  }

  private RawNode node(boolean block, boolean indentless) {
    if (++depth > Limits.DEPTH) {
      throw fail("exceeded max depth of " + Limits.DEPTH);
    }
    if (++nodes > Limits.NODES) {
      throw fail("stream has more than " + Limits.NODES + " nodes");
    }
    YamlToken start = scanner.peek();
    RawNode node =
        start.type == TokenType.ALIAS ? alias(start) : withProperties(start, block, indentless);
    depth--;
    return node;
  }

  private RawNode alias(YamlToken token) {
    RawNode node =
        new RawNode(RawNode.Kind.ALIAS, token.line, token.column, "", token.value, false);
    node.target = anchors.get(token.value);
    if (node.target == null) {
      throw failConverting(node, "yaml: unknown anchor '" + token.value + "' referenced");
    }
    scanner.take();
    return node;
  }

  private RawNode withProperties(YamlToken start, boolean block, boolean indentless) {
    String anchor = "";
    YamlToken tagToken = null;
    if (is(TokenType.ANCHOR)) {
      anchor = takeValue();
    }
    if (is(TokenType.TAG)) {
      tagToken = scanner.peek();
      scanner.take();
    }
    if (anchor.isEmpty() && tagToken != null && is(TokenType.ANCHOR)) {
      anchor = takeValue();
    }
    String tag = tagToken == null ? "" : resolve(tagToken);
    return content(new Properties(start, anchor, tag), block, indentless);
  }

  private String takeValue() {
    String value = scanner.peek().value;
    scanner.take();
    return value;
  }

  private String resolve(YamlToken token) {
    if (token.value.isEmpty()) {
      return token.suffix;
    }
    String prefix = tagPrefixes.get(token.value);
    if (prefix == null) {
      throw failAt(token, "found undefined tag handle");
    }
    return prefix + token.suffix;
  }

  /** What stands before a node's content. */
  private record Properties(YamlToken start, String anchor, String tag) {
    RawNode node(RawNode.Kind kind, String value, boolean implicit) {
      return new RawNode(kind, start.line, start.column, tag, value, implicit);
    }
  }

  private RawNode content(Properties properties, boolean block, boolean indentless) {
    YamlToken token = scanner.peek();
    switch (token.type) {
      case PLAIN_SCALAR, QUOTED_SCALAR -> {
        scanner.take();
        String tag = properties.tag;
        boolean implicit =
            tag.equals("!") || (tag.isEmpty() && token.type == TokenType.PLAIN_SCALAR);
        return anchored(properties, properties.node(RawNode.Kind.SCALAR, token.value, implicit));
      }
      case FLOW_SEQUENCE_START -> {
        return flowSequence(collection(properties, RawNode.Kind.SEQUENCE));
      }
      case FLOW_MAPPING_START -> {
        return flowMapping(collection(properties, RawNode.Kind.MAPPING));
      }
      case BLOCK_ENTRY -> {
        if (indentless) {
          return indentlessSequence(collection(properties, RawNode.Kind.SEQUENCE));
        }
      }
      case BLOCK_SEQUENCE_START -> {
        if (block) {
          return blockSequence(collection(properties, RawNode.Kind.SEQUENCE));
        }
      }
      case BLOCK_MAPPING_START -> {
        if (block) {
          return blockMapping(collection(properties, RawNode.Kind.MAPPING));
        }
      }
      default -> {}
    }
    if (properties.anchor.isEmpty() && properties.tag.isEmpty()) {
      throw failAt(token, "did not find expected node content");
    }
    return anchored(properties, properties.node(RawNode.Kind.SCALAR, "", properties.tag.isEmpty()));
  }

  private RawNode collection(Properties properties, RawNode.Kind kind) {
    return anchored(properties, properties.node(kind, "", false));
  }

  private RawNode anchored(Properties properties, RawNode node) {
    if (!properties.anchor.isEmpty()) {
      anchors.put(properties.anchor, node);
    }
    return node;
  }

  private RawNode blockSequence(RawNode node) {
    scanner.take();
    while (is(TokenType.BLOCK_ENTRY)) {
      YamlToken entry = scanner.peek();
      scanner.take();
      boolean empty = is(TokenType.BLOCK_ENTRY) || is(TokenType.BLOCK_END);
      node.children.add(empty ? empty(entry, 1) : node(true, false));
    }
    if (!is(TokenType.BLOCK_END)) {
      throw fail("did not find expected '-' indicator");
    }
    scanner.take();
    return node;
  }

  private RawNode indentlessSequence(RawNode node) {
    while (is(TokenType.BLOCK_ENTRY)) {
      YamlToken entry = scanner.peek();
      scanner.take();
      boolean empty = is(TokenType.BLOCK_ENTRY) || endsBlockEntry();
      node.children.add(empty ? empty(entry, 1) : node(true, false));
    }
    return node;
  }

  private RawNode blockMapping(RawNode node) {
    scanner.take();
    while (is(TokenType.KEY)) {
      YamlToken key = scanner.peek();
      scanner.take();
      node.children.add(endsBlockEntry() ? empty(key, 1) : node(true, true));
      node.children.add(blockValue());
    }
    if (!is(TokenType.BLOCK_END)) {
      throw fail("did not find expected key");
    }
    scanner.take();
    return node;
  }

  private RawNode blockValue() {
    YamlToken value = scanner.peek();
    if (value.type != TokenType.VALUE) {
      return empty(value, 0);
    }
    scanner.take();
    return endsBlockEntry() ? empty(value, 1) : node(true, true);
  }

  private boolean endsBlockEntry() {
    return is(TokenType.KEY) || is(TokenType.VALUE) || is(TokenType.BLOCK_END);
  }

  private RawNode flowSequence(RawNode node) {
    scanner.take();
    while (!is(TokenType.FLOW_SEQUENCE_END)) {
      if (!node.children.isEmpty() && !passFlowEntry("]", TokenType.FLOW_SEQUENCE_END)) {
        break;
      }
      node.children.add(is(TokenType.KEY) ? singlePair() : node(false, false));
    }
    scanner.take();
    return node;
  }

  /** The map in {@code [key: value]}. */
  private RawNode singlePair() {
    YamlToken key = scanner.peek();
    scanner.take();
    RawNode pair = new RawNode(RawNode.Kind.MAPPING, key.line, key.column, "", "", false);
    boolean noKey =
        is(TokenType.VALUE) || is(TokenType.FLOW_ENTRY) || is(TokenType.FLOW_SEQUENCE_END);
    if (noKey) {
      pair.children.add(empty(scanner.peek(), 0));
      // libyaml passes over the token here, so [? : x] is not what one would think.
      scanner.take();
    } else {
      pair.children.add(node(false, false));
    }
    pair.children.add(flowValue(TokenType.FLOW_SEQUENCE_END));
    return pair;
  }

  private RawNode flowMapping(RawNode node) {
    scanner.take();
    while (!is(TokenType.FLOW_MAPPING_END)) {
      if (!node.children.isEmpty() && !passFlowEntry("}", TokenType.FLOW_MAPPING_END)) {
        break;
      }
      if (!is(TokenType.KEY)) {
        node.children.add(node(false, false));
        node.children.add(empty(scanner.peek(), 0));
        continue;
      }
      scanner.take();
      boolean noKey =
          is(TokenType.VALUE) || is(TokenType.FLOW_ENTRY) || is(TokenType.FLOW_MAPPING_END);
      node.children.add(noKey ? empty(scanner.peek(), 0) : node(false, false));
      node.children.add(flowValue(TokenType.FLOW_MAPPING_END));
    }
    scanner.take();
    return node;
  }

  /** Passes a comma; false if the collection ends right after it. */
  private boolean passFlowEntry(String bracket, TokenType end) {
    if (!is(TokenType.FLOW_ENTRY)) {
      throw fail("did not find expected ',' or '" + bracket + "'");
    }
    scanner.take();
    return !is(end);
  }

  private RawNode flowValue(TokenType end) {
    if (is(TokenType.VALUE)) {
      scanner.take();
      if (!is(TokenType.FLOW_ENTRY) && !is(end)) {
        return node(false, false);
      }
    }
    return empty(scanner.peek(), 0);
  }

  private static RawNode empty(YamlToken at, int offset) {
    return new RawNode(RawNode.Kind.SCALAR, at.line, at.column + offset, "", "", true);
  }

  private boolean is(TokenType type) {
    return scanner.peek().type == type;
  }

  private YamlException fail(String problem) {
    return failAt(scanner.peek(), problem);
  }

  /** Go's text counts the lines of grammar errors from 0. */
  private YamlException failAt(YamlToken token, String problem) {
    String where = token.line == 0 ? "" : "line " + token.line + ": ";
    return cursor.failAt(token.line, token.column, problem, "yaml: " + where + problem);
  }
}
