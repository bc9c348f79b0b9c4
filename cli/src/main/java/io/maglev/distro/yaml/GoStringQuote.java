package io.maglev.distro.yaml;

/** Strings as Go's {@code strconv.Quote} prints them. */
final class GoStringQuote {
  private GoStringQuote() {}

  static String quote(String text) {
    StringBuilder out = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> append(out, c));
    return out.append('"').toString();
  }

  private static void append(StringBuilder out, int c) {
    int named = "\u0007\b\f\n\r\t\u000b".indexOf(c);
    if (named >= 0) {
      out.append('\\').append("abfnrtv".charAt(named));
    } else if (c == '"' || c == '\\') {
      out.append('\\').append((char) c);
    } else if (isPrintable(c)) {
      out.appendCodePoint(c);
    } else if (c < 0x80) {
      out.append(String.format("\\x%02x", c));
    } else {
      out.append(String.format(c <= 0xffff ? "\\u%04x" : "\\U%08x", c));
    }
  }

  /** {@code strconv.IsPrint}: letters, marks, numbers, punctuation, symbols, the ASCII space. */
  private static boolean isPrintable(int c) {
    if (c < 0x80) {
      return c >= ' ' && c != 0x7f;
    }
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.SPACE_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
