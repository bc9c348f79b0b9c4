package io.maglev.distro.yaml;

/** The character classes of libyaml, which go-yaml inherits. */
final class YamlChars {
  private YamlChars() {}

  /** CR, LF, NEL, LS or PS. */
  static boolean isBreak(int c) {
    return c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029;
  }

  /** ASCII that has no meaning of its own inside any scalar or between tokens. */
  static boolean isOrdinary(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '-' && c <= '9')
        || c == '_'
        || c == '('
        || c == ')';
  }

  static boolean isBlank(int c) {
    return c == ' ' || c == '\t';
  }

  /** What go-yaml v2 writes unescaped; nothing above the basic plane, and no tab. */
  static boolean isPrintable(int c) {
    return c == '\n'
        || (c >= ' ' && c <= '~')
        || (c >= 0xa0 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd && c != 0xfeff);
  }

  /** What a YAML stream may hold at all. */
  static boolean isAllowed(int c) {
    return c == '\t'
        || c == '\n'
        || c == '\r'
        || (c >= ' ' && c <= '~')
        || c == 0x85
        || (c >= 0xa0 && c <= 0xd7ff)
        || (c >= 0xe000 && c <= 0xfffd)
        || c >= 0x10000;
  }

  /** Bytes in UTF-8. */
  static int utf8Length(String text) {
    int length = text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80) {
        // A surrogate pair is two units and four bytes.
        length += c >= 0x800 && !Character.isSurrogate(c) ? 2 : 1;
      }
    }
    return length;
  }
}
