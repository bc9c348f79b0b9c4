package io.maglev.distro.yaml;

/**
 * A position in a YAML stream. Beyond the end it shows NUL, which a stream cannot hold. Line and
 * column count characters from 0. Not thread-safe.
 */
final class YamlCursor {
  /** Go's reader takes a stream in blocks of so many bytes. */
  private static final int READ_BLOCK = 512;

  private final String text;
  private final String file;
  private final int limit;
  private int position;
  private int line;
  private int column;

  /**
   * @throws YamlException for a stream that is too long or holds a character YAML forbids
   */
  YamlCursor(String text, String file) {
    this.text = text;
    this.file = file;
    if (text.length() > Limits.LENGTH) {
      String problem = Limits.tooLong(text);
      throw YamlException.reading("YAML", file, 0, 0, problem, go("yaml: " + problem));
    }
    position = text.startsWith("\ufeff") ? 1 : 0;
    limit = readableLength();
  }

  /**
   * How much of the text can be read before a forbidden character is met. Like Go's reader it comes
   * up as soon as its block is needed, so that earlier mistakes are told first.
   */
  private int readableLength() {
    int plain = 0;
    while (plain < text.length() && isPrintableOrLineFeed(text.charAt(plain))) {
      plain++;
    }
    int block = Math.max(plain - 1, 0) / READ_BLOCK * READ_BLOCK;
    int bytes = plain - block;
    for (int i = plain; i < text.length(); i++) {
      char c = text.charAt(i);
      if (bytes >= READ_BLOCK) {
        bytes -= READ_BLOCK;
        block = i;
      }
      bytes += c < 0x80 ? 1 : (c < 0x800 || Character.isSurrogate(c) ? 2 : 3);
      if (!isPrintableOrLineFeed(c) && !YamlChars.isAllowed(text.codePointAt(i))) {
        return block;
      }
      if (Character.isHighSurrogate(c)) {
        bytes += 2;
        i++;
      }
    }
    return text.length();
  }

  private static boolean isPrintableOrLineFeed(char c) {
    return (c >= ' ' && c <= '~') || c == '\n';
  }

  private char beyond() {
    if (limit == text.length()) {
      return '\0';
    }
    int bad = limit;
    while (YamlChars.isAllowed(text.codePointAt(bad))) {
      bad = text.offsetByCodePoints(bad, 1);
    }
    int lines = (int) text.substring(0, bad).chars().filter(c -> c == '\n').count();
    int lineStart = text.lastIndexOf('\n', bad) + 1;
    String problem = "control characters are not allowed";
    throw failAt(lines, bad - lineStart, problem, "yaml: " + problem);
  }

  String file() {
    return file;
  }

  int position() {
    return position;
  }

  int line() {
    return line;
  }

  int column() {
    return column;
  }

  char peek() {
    return position < limit ? text.charAt(position) : beyond();
  }

  char peek(int ahead) {
    int index = position + ahead;
    return index < limit ? text.charAt(index) : beyond();
  }

  String since(int start) {
    return text.substring(start, position);
  }

  String between(int start, int end) {
    return text.substring(start, end);
  }

  boolean atEnd() {
    return peek() == '\0';
  }

  boolean atBreak() {
    return YamlChars.isBreak(peek());
  }

  boolean atBlank() {
    return YamlChars.isBlank(peek());
  }

  boolean atBreakOrEnd() {
    char c = peek();
    return c == '\0' || YamlChars.isBreak(c);
  }

  /** A blank, a break or the end, which libyaml calls blankz. */
  boolean isBlankOrEnd(int ahead) {
    char c = peek(ahead);
    return c == ' ' || c == '\t' || c == '\0' || YamlChars.isBreak(c);
  }

  /** True at {@code ---} or {@code ...} standing alone at the start of a line. */
  boolean atDocumentIndicator() {
    char c = peek();
    return column == 0 && (c == '-' || c == '.') && peek(1) == c && peek(2) == c && isBlankOrEnd(3);
  }

  /** libyaml lets a line start with a byte order mark, go-yaml only finds it at the very start. */
  boolean atSecondByteOrderMark() {
    return position == 1 && column == 0 && text.startsWith("\ufeff\ufeff");
  }

  void skip() {
    position += Character.isHighSurrogate(peek()) ? 2 : 1;
    column++;
  }

  /** Passes letters, digits and what else means nothing to YAML wherever it stands. */
  void skipOrdinary() {
    int start = position;
    while (position < limit && YamlChars.isOrdinary(text.charAt(position))) {
      position++;
    }
    column += position - start;
  }

  void skipSpaces() {
    int start = position;
    while (position < limit && text.charAt(position) == ' ') {
      position++;
    }
    column += position - start;
  }

  /** Passes the rest of the line. */
  void skipLine() {
    while (!atBreakOrEnd()) {
      int start = position;
      while (position < limit && text.charAt(position) >= ' ' && text.charAt(position) <= '~') {
        position++;
      }
      column += position - start;
      if (position == start) {
        skip();
      }
    }
  }

  void skip(int characters) {
    for (int i = 0; i < characters; i++) {
      skip();
    }
  }

  void skipBlanks() {
    while (atBlank()) {
      skip();
    }
  }

  /** Passes a comment if one starts here, up to the end of its line. */
  void skipComment() {
    if (peek() == '#') {
      skipLine();
    }
  }

  void skipBreak() {
    position += peek() == '\r' && peek(1) == '\n' ? 2 : 1;
    line++;
    column = 0;
  }

  /** Passes one character and appends it. */
  void read(StringBuilder into) {
    int start = position;
    skip();
    into.append(text, start, position);
  }

  /** Passes a break and appends it as YAML reads it: LF, except LS and PS. */
  void readBreak(StringBuilder into) {
    char c = peek();
    if (YamlChars.isBreak(c)) {
      into.append(c == '\u2028' || c == '\u2029' ? c : '\n');
      skipBreak();
    }
  }

  /** Ends an unfinished last line, as the end of the stream does. */
  void endLine() {
    if (column != 0) {
      column = 0;
      line++;
    }
  }

  /** A failure of the scanner, at the current position. */
  YamlException fail(String problem) {
    String where = line == 0 ? "" : "line " + (line + 1) + ": ";
    return failAt(line, column, problem, "yaml: " + where + problem);
  }

  /** A failure at a place, with Go's text for it. */
  YamlException failAt(int atLine, int atColumn, String problem, String goProblem) {
    return YamlException.reading("YAML", file, atLine + 1, atColumn + 1, problem, go(goProblem));
  }

  private static String go(String problem) {
    return "error converting YAML to JSON: " + problem;
  }
}
