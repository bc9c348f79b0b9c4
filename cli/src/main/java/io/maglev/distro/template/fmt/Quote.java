package io.maglev.distro.template.fmt;

import io.maglev.distro.template.Utf8;

/** Go's {@code strconv.Quote} and its relatives. */
public final class Quote {
  static final String LOWER_HEX = "0123456789abcdef";
  static final String UPPER_HEX = "0123456789ABCDEF";
  private static final int REPLACEMENT = 0xFFFD;

  private Quote() {}

  /** As a Go string literal in double quotes: {@code %q}. */
  public static String quote(String text) {
    return quoted(text, '"', false);
  }

  /** As {@link #quote}, everything beyond ASCII escaped: {@code %+q}. */
  public static String quoteToAscii(String text) {
    return quoted(text, '"', true);
  }

  /** A Go character literal; an invalid code point becomes U+FFFD. */
  public static String quoteRune(int point, boolean ascii) {
    StringBuilder out = new StringBuilder().append('\'');
    appendEscaped(out, isRune(point) ? point : REPLACEMENT, '\'', ascii);
    return out.append('\'').toString();
  }

  private static String quoted(String text, char mark, boolean ascii) {
    StringBuilder out = new StringBuilder(text.length() + 2).append(mark);
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      if (point <= Character.MAX_VALUE && Utf8.isEscape((char) point)) {
        appendHex(out.append("\\x"), point & 0xFF, 2);
      } else {
        appendEscaped(out, isRune(point) ? point : REPLACEMENT, mark, ascii);
      }
    }
    return out.append(mark).toString();
  }

  private static void appendEscaped(StringBuilder out, int point, char mark, boolean ascii) {
    if (point == mark || point == '\\') {
      out.append('\\').append((char) point);
    } else if (point < 0x80 ? point >= ' ' && point < 0x7F : !ascii && isPrint(point)) {
      out.appendCodePoint(point);
    } else {
      appendUnprintable(out, point);
    }
  }

  private static void appendUnprintable(StringBuilder out, int point) {
    int letter = "\u0007\b\f\n\r\t\u000b".indexOf(point);
    if (letter >= 0) {
      out.append('\\').append("abfnrtv".charAt(letter));
    } else if (point < ' ' || point == 0x7F) {
      appendHex(out.append("\\x"), point, 2);
    } else if (point < 0x10000) {
      appendHex(out.append("\\u"), point, 4);
    } else {
      appendHex(out.append("\\U"), point, 8);
    }
  }

  private static void appendHex(StringBuilder out, int value, int digits) {
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.append(LOWER_HEX.charAt((value >>> shift) & 15));
    }
  }

  /** Whether a code point may stand in UTF-8: no surrogate, not beyond U+10FFFF. */
  public static boolean isRune(int point) {
    return point >= 0 && point <= Character.MAX_CODE_POINT && (point < 0xD800 || point > 0xDFFF);
  }

  /** Go's {@code unicode.IsPrint}: letters, marks, numbers, punctuation, symbols and the space. */
  public static boolean isPrint(int point) {
    if (point < 0x80) {
      return point >= ' ' && point < 0x7F;
    }
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }

  /** Whether the text fits between backquotes unchanged. */
  public static boolean canBackquote(String text) {
    for (int i = 0; i < text.length(); i++) {
      char unit = text.charAt(i);
      boolean control = (unit < ' ' && unit != '\t') || unit == '`' || unit == 0x7F;
      if (control || unit == 0xFEFF || isLoneEscape(text, i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isLoneEscape(String text, int at) {
    return Utf8.isEscape(text.charAt(at))
        && (at == 0 || !Character.isHighSurrogate(text.charAt(at - 1)));
  }

  /** {@code %#U}: the code point and, if it prints, the character. */
  public static String unicode(int point) {
    StringBuilder out = new StringBuilder("U+");
    String hex = Integer.toHexString(point).toUpperCase(java.util.Locale.ROOT);
    out.append("0".repeat(Math.max(0, 4 - hex.length()))).append(hex);
    if (isPrint(point)) {
      out.append(" '").appendCodePoint(point).append('\'');
    }
    return out.toString();
  }
}
