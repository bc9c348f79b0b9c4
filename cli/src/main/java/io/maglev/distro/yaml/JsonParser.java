package io.maglev.distro.yaml;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads one JSON document with the grammar and the error texts of {@code encoding/json}. */
final class JsonParser {
  private static final int END = -1;

  private final String text;
  private final boolean wholeAsLong;
  private int position;
  private int depth;
  private int nodes;
  private @Nullable YamlException outOfRange;

  JsonParser(String text, boolean wholeAsLong) {
    if (text.length() > Limits.LENGTH) {
      String problem = Limits.tooLong(text);
      throw YamlException.reading("JSON", "", 0, 0, problem, problem);
    }
    this.text = text;
    this.wholeAsLong = wholeAsLong;
  }

  @Nullable Object parse() {
    Object value = value();
    skipSpace();
    if (position < text.length()) {
      throw unexpected("after top-level value");
    }
    return value;
  }

  /**
   * Go reads on past a number that is too large, which becomes nil in a container, and reports it
   * when all else was well.
   */
  void checkRange() {
    if (outOfRange != null) {
      throw outOfRange;
    }
  }

  private @Nullable Object value() {
    if (++nodes > Limits.NODES) {
      throw fail("document has more than " + Limits.NODES + " values");
    }
    skipSpace();
    int c = peek();
    return switch (c) {
      case '{' -> object();
      case '[' -> array();
      case '"' -> string();
      case 't' -> literal("true", Boolean.TRUE);
      case 'f' -> literal("false", Boolean.FALSE);
      case 'n' -> literal("null", null);
      default -> {
        if (c == '-' || (c >= '0' && c <= '9')) {
          yield number();
        }
        throw unexpected("looking for beginning of value");
      }
    };
  }

  private Map<String, @Nullable Object> object() {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    enter();
    skipSpace();
    if (peek() == '}') {
      leave();
      return map;
    }
    while (true) {
      skipSpace();
      if (peek() != '"') {
        throw unexpected("looking for beginning of object key string");
      }
      String key = string();
      skipSpace();
      if (peek() != ':') {
        throw unexpected("after object key");
      }
      position++;
      map.put(key, value());
      skipSpace();
      if (peek() == '}') {
        leave();
        return map;
      }
      if (peek() != ',') {
        throw unexpected("after object key:value pair");
      }
      position++;
    }
  }

  private List<@Nullable Object> array() {
    List<@Nullable Object> list = new ArrayList<>();
    enter();
    skipSpace();
    if (peek() == ']') {
      leave();
      return list;
    }
    while (true) {
      list.add(value());
      skipSpace();
      if (peek() == ']') {
        leave();
        return list;
      }
      if (peek() != ',') {
        throw unexpected("after array element");
      }
      position++;
    }
  }

  private void enter() {
    if (++depth > Limits.DEPTH) {
      throw fail("exceeded max depth");
    }
    position++;
  }

  private void leave() {
    depth--;
    position++;
  }

  private @Nullable Object literal(String word, @Nullable Boolean value) {
    for (int i = 1; i < word.length(); i++) {
      position++;
      if (peek() != word.charAt(i)) {
        throw unexpected("in literal " + word + " (expecting '" + word.charAt(i) + "')");
      }
    }
    position++;
    return value;
  }

  private @Nullable Object number() {
    int start = position;
    if (peek() == '-') {
      position++;
    }
    if (peek() == '0') {
      position++;
    } else if (isDigit()) {
      digits();
    } else {
      throw unexpected("in numeric literal");
    }
    boolean whole = true;
    if (peek() == '.') {
      whole = false;
      position++;
      requireDigits("after decimal point in numeric literal");
    }
    if (peek() == 'e' || peek() == 'E') {
      whole = false;
      position++;
      if (peek() == '+' || peek() == '-') {
        position++;
      }
      requireDigits("in exponent of numeric literal");
    }
    return toNumber(text.substring(start, position), whole);
  }

  private @Nullable Object toNumber(String digits, boolean whole) {
    if (wholeAsLong && whole && digits.length() < 21) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        // Beyond 64 bits: Kubernetes falls back to a float.
        return Double.parseDouble(digits);
      }
    }
    double value = Double.parseDouble(digits);
    if (Double.isInfinite(value)) {
      if (outOfRange == null) {
        outOfRange =
            fail("json: cannot unmarshal number " + digits + " into Go value of type float64");
      }
      return depth > 0 ? null : value;
    }
    return value;
  }

  private void requireDigits(String context) {
    if (!isDigit()) {
      throw unexpected(context);
    }
    digits();
  }

  private void digits() {
    while (isDigit()) {
      position++;
    }
  }

  private boolean isDigit() {
    int c = peek();
    return c >= '0' && c <= '9';
  }

  private String string() {
    int start = ++position;
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '"') {
        return cleaned(text.substring(start, position++));
      }
      if (c == '\\') {
        return escapedString(start);
      }
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      position++;
    }
    throw unexpected("in string literal");
  }

  private String escapedString(int start) {
    StringBuilder built = new StringBuilder(text.substring(start, position));
    while (true) {
      int c = peek();
      if (c == '"') {
        position++;
        return cleaned(built.toString());
      }
      if (c < ' ') {
        throw unexpected("in string literal");
      }
      position++;
      built.append(c == '\\' ? escape() : (char) c);
    }
  }

  private char escape() {
    int c = peek();
    if (c == 'u') {
      return unicode();
    }
    int known = "\"\\/bfnrt".indexOf(c);
    if (c == END || known < 0) {
      throw unexpected("in string escape code");
    }
    position++;
    return "\"\\/\b\f\n\r\t".charAt(known);
  }

  private char unicode() {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      position++;
      int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
      if (digit < 0) {
        throw unexpected("in \\u hexadecimal character escape");
      }
      value = value * 16 + digit;
    }
    position++;
    return (char) value;
  }

  /** Surrogates without their partner become U+FFFD, as in Go. */
  private static String cleaned(String raw) {
    for (int i = 0; i < raw.length(); i++) {
      if (Character.isSurrogate(raw.charAt(i))) {
        return raw.codePoints()
            .map(c -> c >= 0xd800 && c <= 0xdfff ? 0xfffd : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
      }
    }
    return raw;
  }

  private void skipSpace() {
    while (position < text.length() && " \t\r\n".indexOf(text.charAt(position)) >= 0) {
      position++;
    }
  }

  private int peek() {
    return position < text.length() ? text.charAt(position) : END;
  }

  private YamlException unexpected(String context) {
    if (position >= text.length()) {
      // At the end Go's scanner sees one more space, which only white space and strings allow.
      boolean inWord = context.startsWith("in ") && !context.equals("in string literal");
      return fail(
          inWord || context.startsWith("after decimal")
              ? "invalid character ' ' " + context
              : "unexpected end of JSON input");
    }
    return fail("invalid character " + quoted() + " " + context);
  }

  /** Go quotes the byte it stumbled over, not the character. */
  private String quoted() {
    char c = firstByte(text.codePointAt(position));
    return switch (c) {
      case '\'' -> "'\\''";
      case '"' -> "'\"'";
      default -> {
        String quoted = GoStringQuote.quote(String.valueOf(c));
        yield "'" + quoted.substring(1, quoted.length() - 1) + "'";
      }
    };
  }

  /** A byte that is no UTF-8 is held as the lone surrogate U+DC00 plus its value. */
  private static char firstByte(int codePoint) {
    return codePoint >= 0xDC80 && codePoint <= 0xDCFF
        ? (char) (codePoint - 0xDC00)
        : (char) (Character.toString(codePoint).getBytes(StandardCharsets.UTF_8)[0] & 0xff);
  }

  private YamlException fail(String problem) {
    int line = 1;
    int lineStart = 0;
    for (int i = 0; i < position && i < text.length(); i++) {
      if (text.charAt(i) == '\n') {
        line++;
        lineStart = i + 1;
      }
    }
    return YamlException.reading("JSON", "", line, position - lineStart + 1, problem, problem);
  }
}
