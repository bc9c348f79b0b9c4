package io.maglev.distro.yaml;

import io.maglev.distro.yaml.YamlToken.SimpleKey;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a YAML stream into tokens by libyaml's rules, which go-yaml v2 inherits: what is refused,
 * and in which words, is the same. Not thread-safe.
 */
final class YamlScanner {
  /** A key without {@code ?} ends its line within so many characters. */
  private static final int MAX_SIMPLE_KEY = 1024;

  private final YamlCursor cursor;
  private final ScalarScanner scalars;
  private final PropertyScanner properties;
  private final List<YamlToken> tokens = new ArrayList<>();
  private final List<Integer> indents = new ArrayList<>();
  private final List<@Nullable SimpleKey> simpleKeys = new ArrayList<>();
  private int head;
  private int taken;
  private int indent = -1;
  private boolean simpleKeyAllowed = true;
  private @Nullable SimpleKey nextTokenKey;

  YamlScanner(YamlCursor cursor) {
    this.cursor = cursor;
    this.scalars = new ScalarScanner(cursor);
    this.properties = new PropertyScanner(cursor);
    simpleKeys.add(null);
  }

  /** The next token, which stays. */
  YamlToken peek() {
    while (head == tokens.size() || mayTurnOutKey(tokens.get(head))) {
      fetch();
    }
    return tokens.get(head);
  }

  /** Takes the token last peeked at. */
  void take() {
    head++;
    taken++;
    if (head == tokens.size()) {
      tokens.clear();
      head = 0;
    }
  }

  private boolean mayTurnOutKey(YamlToken token) {
    return token.simpleKey != null && isValid(token.simpleKey);
  }

  private void fetch() {
    skipToToken();
    unroll(cursor.column());
    char c = cursor.peek();
    if (c == '\0') {
      fetchStreamEnd();
    } else if (cursor.column() == 0 && c == '%') {
      endBlocks();
      tokens.add(properties.directive());
    } else if (cursor.atDocumentIndicator()) {
      fetchDocumentIndicator(c == '-' ? TokenType.DOCUMENT_START : TokenType.DOCUMENT_END);
    } else {
      fetchInside(c);
    }
  }

  private void fetchInside(char c) {
    boolean flow = inFlow();
    switch (c) {
      case '[' -> fetchFlowStart(TokenType.FLOW_SEQUENCE_START);
      case '{' -> fetchFlowStart(TokenType.FLOW_MAPPING_START);
      case ']' -> fetchFlowEnd(TokenType.FLOW_SEQUENCE_END);
      case '}' -> fetchFlowEnd(TokenType.FLOW_MAPPING_END);
      case ',' -> fetchFlowEntry();
      case '*', '&', '!' -> fetchProperty(c);
      case '\'', '"' -> {
        saveSimpleKey();
        simpleKeyAllowed = false;
        add(scalars.quoted(c == '\''));
      }
      default -> {
        boolean blankNext = cursor.isBlankOrEnd(1);
        if (c == '-' && blankNext) {
          fetchBlockEntry();
        } else if (c == '?' && (flow || blankNext)) {
          fetchKey();
        } else if (c == ':' && (flow || blankNext)) {
          fetchValue();
        } else if ((c == '|' || c == '>') && !flow) {
          removeSimpleKey();
          simpleKeyAllowed = true;
          add(new BlockScalarScanner(cursor, indent).scan());
        } else if ("#|>%@`\t".indexOf(c) < 0) {
          fetchPlain();
        } else {
          throw cursor.fail("found character that cannot start any token");
        }
      }
    }
  }

  private void skipToToken() {
    while (true) {
      if (cursor.atSecondByteOrderMark()) {
        cursor.skip();
      }
      cursor.skipSpaces();
      char c = cursor.peek();
      while (c == ' ' || (c == '\t' && (inFlow() || !simpleKeyAllowed))) {
        cursor.skip();
        c = cursor.peek();
      }
      cursor.skipComment();
      if (!cursor.atBreak()) {
        return;
      }
      cursor.skipBreak();
      if (!inFlow()) {
        simpleKeyAllowed = true;
      }
    }
  }

  private void fetchStreamEnd() {
    cursor.endLine();
    endBlocks();
    add(here(TokenType.STREAM_END));
  }

  private void fetchDocumentIndicator(TokenType type) {
    endBlocks();
    addIndicator(type, 3);
  }

  private void endBlocks() {
    unroll(-1);
    removeSimpleKey();
    simpleKeyAllowed = false;
  }

  private void fetchFlowStart(TokenType type) {
    saveSimpleKey();
    SimpleKey none = new SimpleKey(false, endNumber(), cursor.line(), cursor.column());
    none.possible = false;
    simpleKeys.add(none);
    simpleKeyAllowed = true;
    addIndicator(type, 1);
  }

  private void fetchFlowEnd(TokenType type) {
    removeSimpleKey();
    if (inFlow()) {
      forget(simpleKeys.remove(simpleKeys.size() - 1));
    }
    simpleKeyAllowed = false;
    addIndicator(type, 1);
  }

  /**
   * go-yaml drops its note on the token that the level's last key is numbered by. In an empty
   * collection that is the opening bracket, which is then handed out before a colon behind the
   * collection could make it a key.
   */
  private void forget(@Nullable SimpleKey key) {
    if (key != null && key.tokenNumber >= taken) {
      tokens.get(head + key.tokenNumber - taken).simpleKey = null;
    }
  }

  private void fetchFlowEntry() {
    removeSimpleKey();
    simpleKeyAllowed = true;
    addIndicator(TokenType.FLOW_ENTRY, 1);
  }

  private void fetchBlockEntry() {
    if (!inFlow()) {
      requireKeyAllowed("block sequence entries are not allowed in this context");
      roll(cursor.column(), -1, here(TokenType.BLOCK_SEQUENCE_START));
    }
    removeSimpleKey();
    simpleKeyAllowed = true;
    addIndicator(TokenType.BLOCK_ENTRY, 1);
  }

  private void fetchKey() {
    if (!inFlow()) {
      requireKeyAllowed("mapping keys are not allowed in this context");
      roll(cursor.column(), -1, here(TokenType.BLOCK_MAPPING_START));
    }
    removeSimpleKey();
    simpleKeyAllowed = !inFlow();
    addIndicator(TokenType.KEY, 1);
  }

  private void fetchValue() {
    SimpleKey key = simpleKeys.get(simpleKeys.size() - 1);
    if (key != null && isValid(key)) {
      insert(key.tokenNumber, new YamlToken(TokenType.KEY, key.line, key.column));
      YamlToken start = new YamlToken(TokenType.BLOCK_MAPPING_START, key.line, key.column);
      roll(key.column, key.tokenNumber, start);
      key.possible = false;
      simpleKeyAllowed = false;
    } else {
      if (!inFlow()) {
        requireKeyAllowed("mapping values are not allowed in this context");
        roll(cursor.column(), -1, here(TokenType.BLOCK_MAPPING_START));
      }
      simpleKeyAllowed = !inFlow();
    }
    addIndicator(TokenType.VALUE, 1);
  }

  private void requireKeyAllowed(String problem) {
    if (!simpleKeyAllowed) {
      throw cursor.fail(problem);
    }
  }

  private void fetchProperty(char indicator) {
    saveSimpleKey();
    simpleKeyAllowed = false;
    add(indicator == '!' ? properties.tag() : properties.anchor(indicator == '&'));
  }

  private void fetchPlain() {
    saveSimpleKey();
    simpleKeyAllowed = false;
    add(scalars.plain(indent, inFlow()));
    // A scalar that ended on a later line leaves the cursor where a key may start.
    simpleKeyAllowed = scalars.passedBreak();
  }

  private boolean inFlow() {
    return simpleKeys.size() > 1;
  }

  private YamlToken here(TokenType type) {
    return new YamlToken(type, cursor.line(), cursor.column());
  }

  private void addIndicator(TokenType type, int length) {
    add(here(type));
    cursor.skip(length);
  }

  private void add(YamlToken token) {
    token.simpleKey = nextTokenKey;
    nextTokenKey = null;
    tokens.add(token);
  }

  private void insert(int tokenNumber, YamlToken token) {
    if (tokenNumber < taken) {
      tokens.add(token);
    } else {
      tokens.add(head + tokenNumber - taken, token);
    }
  }

  /** Opens a block collection if the column lies deeper than the current one. */
  private void roll(int column, int tokenNumber, YamlToken start) {
    if (inFlow() || indent >= column) {
      return;
    }
    indents.add(indent);
    indent = column;
    if (tokenNumber < 0) {
      tokens.add(start);
    } else {
      insert(tokenNumber, start);
    }
  }

  private void unroll(int column) {
    if (inFlow()) {
      return;
    }
    while (indent > column) {
      tokens.add(here(TokenType.BLOCK_END));
      indent = indents.remove(indents.size() - 1);
    }
  }

  private void saveSimpleKey() {
    if (!simpleKeyAllowed) {
      return;
    }
    boolean required = !inFlow() && indent == cursor.column();
    removeSimpleKey();
    nextTokenKey = new SimpleKey(required, endNumber(), cursor.line(), cursor.column());
    simpleKeys.set(simpleKeys.size() - 1, nextTokenKey);
  }

  /** The number of the token that is added next. */
  private int endNumber() {
    return taken + tokens.size() - head;
  }

  private void removeSimpleKey() {
    SimpleKey key = simpleKeys.get(simpleKeys.size() - 1);
    if (key != null && key.possible) {
      if (key.required) {
        throw cursor.fail("could not find expected ':'");
      }
      key.possible = false;
    }
  }

  private boolean isValid(SimpleKey key) {
    if (!key.possible) {
      return false;
    }
    if (key.line < cursor.line() || key.column + MAX_SIMPLE_KEY < cursor.column()) {
      if (key.required) {
        throw cursor.fail("could not find expected ':'");
      }
      key.possible = false;
    }
    return key.possible;
  }
}
