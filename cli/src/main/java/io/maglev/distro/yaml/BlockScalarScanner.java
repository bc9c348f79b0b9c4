package io.maglev.distro.yaml;

/** Scans one literal or folded block scalar. Not thread-safe. */
final class BlockScalarScanner {
  private final YamlCursor cursor;
  private final int parentIndent;
  private final StringBuilder text = new StringBuilder();
  private final StringBuilder lineBreak = new StringBuilder();
  private final StringBuilder moreBreaks = new StringBuilder();
  private int indent;

  /** -1 strips the final breaks, 0 keeps one, 1 keeps all. */
  private int chomping;

  BlockScalarScanner(YamlCursor cursor, int parentIndent) {
    this.cursor = cursor;
    this.parentIndent = parentIndent;
  }

  YamlToken scan() {
    int line = cursor.line();
    int column = cursor.column();
    boolean literal = cursor.peek() == '|';
    cursor.skip();
    header();
    breaks();
    lines(literal);
    if (chomping != -1) {
      text.append(lineBreak);
    }
    if (chomping == 1) {
      text.append(moreBreaks);
    }
    return new YamlToken(TokenType.QUOTED_SCALAR, line, column, text.toString(), "");
  }

  private void header() {
    if (!chompingIndicator()) {
      indentIndicator();
      chompingIndicator();
    } else {
      indentIndicator();
    }
    cursor.skipBlanks();
    cursor.skipComment();
    if (!cursor.atBreakOrEnd()) {
      throw cursor.fail("did not find expected comment or line break");
    }
    if (cursor.atBreak()) {
      cursor.skipBreak();
    }
  }

  private boolean chompingIndicator() {
    char c = cursor.peek();
    if (c != '+' && c != '-') {
      return false;
    }
    chomping = c == '+' ? 1 : -1;
    cursor.skip();
    return true;
  }

  private void indentIndicator() {
    char c = cursor.peek();
    if (c < '0' || c > '9') {
      return;
    }
    if (c == '0') {
      throw cursor.fail("found an indentation indicator equal to 0");
    }
    indent = Math.max(parentIndent, 0) + (c - '0');
    cursor.skip();
  }

  private void lines(boolean literal) {
    boolean afterIndented = false;
    while (cursor.column() == indent && !cursor.atEnd()) {
      boolean indented = cursor.atBlank();
      boolean folds = !literal && !afterIndented && !indented;
      if (folds && lineBreak.length() > 0 && lineBreak.charAt(0) == '\n') {
        if (moreBreaks.length() == 0) {
          text.append(' ');
        }
      } else {
        text.append(lineBreak);
      }
      text.append(moreBreaks);
      lineBreak.setLength(0);
      moreBreaks.setLength(0);
      afterIndented = indented;
      int start = cursor.position();
      cursor.skipLine();
      text.append(cursor.since(start));
      cursor.readBreak(lineBreak);
      breaks();
    }
  }

  /** Passes indentation and empty lines; the first time this finds the indentation. */
  private void breaks() {
    int deepest = 0;
    while (true) {
      while ((indent == 0 || cursor.column() < indent) && cursor.peek() == ' ') {
        cursor.skip();
      }
      deepest = Math.max(deepest, cursor.column());
      if ((indent == 0 || cursor.column() < indent) && cursor.peek() == '\t') {
        throw cursor.fail("found a tab character where an indentation space is expected");
      }
      if (!cursor.atBreak()) {
        break;
      }
      cursor.readBreak(moreBreaks);
    }
    if (indent == 0) {
      indent = Math.max(Math.max(deepest, parentIndent + 1), 1);
    }
  }
}
