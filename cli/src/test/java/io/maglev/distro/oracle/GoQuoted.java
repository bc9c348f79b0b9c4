package io.maglev.distro.oracle;

/** Reads what Go's {@code strconv.Quote} writes. */
final class GoQuoted {
  private GoQuoted() {}

  /** The text; a byte that is no valid UTF-8 becomes the lone surrogate U+DC00+byte. */
  static String unquote(String quoted) {
    StringBuilder text = new StringBuilder();
    int i = 1;
    while (i < quoted.length() - 1) {
      char c = quoted.charAt(i++);
      if (c != '\\') {
        text.append(c);
        continue;
      }
      char escape = quoted.charAt(i++);
      int digits = escape == 'x' ? 2 : escape == 'u' ? 4 : escape == 'U' ? 8 : 0;
      if (digits == 0) {
        text.append(simple(escape));
      } else {
        int value = Integer.parseInt(quoted.substring(i, i + digits), 16);
        text.appendCodePoint(escape == 'x' && value >= 0x80 ? 0xdc00 + value : value);
        i += digits;
      }
    }
    return text.toString();
  }

  private static char simple(char escape) {
    return switch (escape) {
      case 'a' -> 0x07;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'v' -> 0x0b;
      default -> escape;
    };
  }
}
