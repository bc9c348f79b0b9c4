package io.maglev.distro.template.parse;

import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.Quote;

/** Go's {@code strconv.Unquote}: the value of a string or character literal. One use. */
final class Unquote {
  private static final String INVALID = "invalid syntax";

  private final String literal;
  private final char mark;
  private int at = 1;

  /** Whether the last escape named a byte, not a code point. */
  private boolean wasByte;

  private Unquote(String literal) {
    this.literal = literal;
    this.mark = literal.charAt(0);
  }

  /** The value of a literal in double quotes or backquotes. */
  static String string(String literal) throws SyntaxException {
    String inner = literal.substring(1, literal.length() - 1);
    if (literal.charAt(0) == '`') {
      return inner.indexOf('\r') < 0 ? inner : inner.replace("\r", "");
    }
    return inner.indexOf('\\') < 0 ? inner : new Unquote(literal).unescape();
  }

  /** The code point of a literal in single quotes. */
  static int character(String literal) throws SyntaxException {
    Unquote scan = new Unquote(literal);
    int value = scan.next();
    if (scan.at != literal.length() - 1) {
      throw new SyntaxException("malformed character constant: " + literal);
    }
    return value <= Character.MAX_VALUE && Utf8.isEscape((char) value) ? 0xFFFD : value;
  }

  private String unescape() throws SyntaxException {
    StringBuilder value = new StringBuilder(literal.length());
    boolean bytes = false;
    while (at < literal.length() - 1) {
      int c = next();
      if (wasByte && c >= 0x80) {
        value.append((char) (0xDC00 + c));
        bytes = true;
      } else {
        value.appendCodePoint(c);
      }
    }
    // Bytes given one by one may add up to valid UTF-8.
    return bytes ? Utf8.decode(Utf8.bytes(value)) : value.toString();
  }

  private int next() throws SyntaxException {
    wasByte = false;
    int c = literal.codePointAt(at);
    at += Character.charCount(c);
    if (c == mark) {
      throw new SyntaxException(INVALID);
    }
    return c == '\\' ? escape() : c;
  }

  private int escape() throws SyntaxException {
    char c = literal.charAt(at++);
    return switch (c) {
      case 'x' -> {
        wasByte = true;
        yield digits(2, 16);
      }
      case 'u' -> rune(digits(4, 16));
      case 'U' -> rune(digits(8, 16));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        wasByte = true;
        yield octal();
      }
      default -> simple(c);
    };
  }

  private int simple(char c) throws SyntaxException {
    if (c == '\\' || c == mark) {
      return c;
    }
    int letter = "abfnrtv".indexOf(c);
    if (letter < 0) {
      throw new SyntaxException(INVALID);
    }
    return "\u0007\b\f\n\r\t\u000b".charAt(letter);
  }

  private int octal() throws SyntaxException {
    int value = digits(3, 8);
    if (value > 0xFF) {
      throw new SyntaxException(INVALID);
    }
    return value;
  }

  private static int rune(int value) throws SyntaxException {
    if (!Quote.isRune(value)) {
      throw new SyntaxException(INVALID);
    }
    return value;
  }

  private int digits(int count, int radix) throws SyntaxException {
    int value = 0;
    for (int i = 0; i < count; i++) {
      char c = at < literal.length() - 1 ? literal.charAt(at++) : ' ';
      int digit = c < 0x80 ? Character.digit(c, radix) : -1;
      if (digit < 0) {
        throw new SyntaxException(INVALID);
      }
      value = value * radix + digit;
    }
    return value;
  }
}
