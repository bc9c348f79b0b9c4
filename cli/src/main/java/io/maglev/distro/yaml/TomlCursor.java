package io.maglev.distro.yaml;

import java.util.function.Supplier;

/** A position in a TOML document, and the failures told there. Not thread-safe. */
final class TomlCursor {
  static final int END = -1;

  private final String text;
  private final Supplier<String> lastKey;
  private int position;
  private int line = 1;

  /**
   * @param lastKey the dotted key being read, for error texts
   */
  TomlCursor(String text, Supplier<String> lastKey) {
    this.text = text.startsWith("\ufeff") ? text.substring(1) : text;
    this.lastKey = lastKey;
    if (text.length() > Limits.LENGTH) {
      String problem = Limits.tooLong(text);
      throw YamlException.reading("TOML", "", 0, 0, problem, "toml: " + problem);
    }
  }

  int position() {
    return position;
  }

  String since(int start) {
    return text.substring(start, position);
  }

  int peek() {
    if (position >= text.length()) {
      return END;
    }
    char c = text.charAt(position);
    boolean loneReturn = c == '\r' && !text.startsWith("\r\n", position);
    if (loneReturn || c == 0x7f || (c < ' ' && c != '\t' && c != '\n' && c != '\r')) {
      throw fail("TOML files cannot contain control characters: '0x%02x'".formatted((int) c));
    }
    return text.codePointAt(position);
  }

  int next() {
    int c = peek();
    if (c == '\n') {
      line++;
    }
    position += c == END ? 0 : Character.charCount(c);
    return c;
  }

  boolean startsWith(String prefix) {
    return text.startsWith(prefix, position);
  }

  boolean accept(String prefix) {
    if (!startsWith(prefix)) {
      return false;
    }
    position += prefix.length();
    return true;
  }

  void skipBlanks() {
    while (peek() == ' ' || peek() == '\t') {
      position++;
    }
  }

  /** Passes blanks, line ends and comments. */
  void skipSpace() {
    while (true) {
      switch (peek()) {
        case ' ', '\t', '\r', '\n' -> next();
        case '#' -> skipComment();
        default -> {
          return;
        }
      }
    }
  }

  void skipComment() {
    while (peek() != END && peek() != '\n' && peek() != '\r') {
      next();
    }
  }

  /** A failure where the cursor stands; at the end, on the last line that holds anything. */
  YamlException fail(String problem) {
    boolean emptyLine = position >= text.length() && position > 0 && text.endsWith("\n");
    return failAt(emptyLine ? line - 1 : line, problem);
  }

  /** A failure over the next character; Go has passed it and counts its line end. */
  YamlException failPast(String problem) {
    return peek() == '\n' ? failAt(line + 1, problem) : fail(problem);
  }

  private YamlException failAt(int atLine, String problem) {
    String key = lastKey.get();
    String where = key.isEmpty() ? "" : " (last key " + GoStringQuote.quote(key) + ")";
    int column = position - text.lastIndexOf('\n', Math.max(position - 1, 0));
    return YamlException.reading(
        "TOML", "", atLine, column, problem, "toml: line " + atLine + where + ": " + problem);
  }

  /** The next character, NUL at the end as in Go's lexer. */
  String nextAsText() {
    return peek() == END ? "\0" : Character.toString(peek());
  }

  /** The next character as Go's {@code %q} prints a rune. */
  String quotedNext() {
    int c = peek();
    if (c == END) {
      return "'\\x00'";
    }
    if (c == '\'') {
      return "'\\''";
    }
    String quoted = GoStringQuote.quote(Character.toString(c));
    return c == '"' ? "'\"'" : "'" + quoted.substring(1, quoted.length() - 1) + "'";
  }
}
