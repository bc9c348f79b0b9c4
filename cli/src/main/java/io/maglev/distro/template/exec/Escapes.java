package io.maglev.distro.template.exec;

import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.Quote;

/** The escaping builtins: html, js, urlquery. */
final class Escapes {
  private static final String HEX = "0123456789ABCDEF";

  private Escapes() {}

  static String html(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      switch (c) {
        case 0 -> out.append('\uFFFD');
        case '"' -> out.append("&#34;");
        case '\'' -> out.append("&#39;");
        case '&' -> out.append("&amp;");
        case '<' -> out.append("&lt;");
        case '>' -> out.append("&gt;");
        default -> out.append(c);
      }
    }
    return out.toString();
  }

  static String javaScript(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      at += Character.charCount(point);
      switch (point) {
        case '\\', '\'', '"' -> out.append('\\').append((char) point);
        case '<', '>', '&', '=' -> appendUnicode(out, point);
        default -> {
          boolean invalid = point <= Character.MAX_VALUE && Utf8.isEscape((char) point);
          if (point >= ' ' && (point < 0x80 || invalid || Quote.isPrint(point))) {
            out.appendCodePoint(point);
          } else {
            appendUnicode(out, point);
          }
        }
      }
    }
    return out.toString();
  }

  private static void appendUnicode(StringBuilder out, int point) {
    String hex = Integer.toHexString(point).toUpperCase(java.util.Locale.ROOT);
    out.append("\\u").append("0".repeat(Math.max(0, 4 - hex.length()))).append(hex);
  }

  static String urlQuery(String text) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (byte b : Utf8.bytes(text)) {
      char c = (char) (b & 0xFF);
      if (c == ' ') {
        out.append('+');
      } else if (isUnreserved(c)) {
        out.append(c);
      } else {
        out.append('%').append(HEX.charAt(c >> 4)).append(HEX.charAt(c & 15));
      }
    }
    return out.toString();
  }

  private static boolean isUnreserved(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || "-_.~".indexOf(c) >= 0;
  }
}
