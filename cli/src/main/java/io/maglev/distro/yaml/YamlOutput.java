package io.maglev.distro.yaml;

/**
 * The text written so far and what libyaml's emitter remembers of it: the column in characters, and
 * whether the last thing written was white space or an indention. Not thread-safe.
 */
final class YamlOutput {
  private final StringBuilder text = new StringBuilder();
  private int column;
  private boolean whitespace = true;
  private boolean indention = true;

  int column() {
    return column;
  }

  boolean indention() {
    return indention;
  }

  void indention(boolean value) {
    indention = value;
  }

  void whitespace(boolean value) {
    whitespace = value;
  }

  /** A separating space unless white space is already there. */
  void separate() {
    if (!whitespace) {
      put(' ');
    }
  }

  void put(int c) {
    if (c < 0x80) {
      text.append((char) c);
    } else {
      text.appendCodePoint(c);
    }
    column++;
  }

  /** Writes a run of text without breaks, all at once. */
  void put(String run, int start, int end) {
    text.append(run, start, end);
    column += run.codePointCount(start, end);
  }

  void putBreak() {
    text.append('\n');
    column = 0;
  }

  /** A break of the content itself; only LF is normalised. */
  void putBreak(int c) {
    text.appendCodePoint(c);
    column = 0;
  }

  /** Starts a line at {@code indent} unless the position is already there. */
  void indent(int indent) {
    int target = Math.max(indent, 0);
    if (!indention || column > target || (column == target && !whitespace)) {
      putBreak();
    }
    if (column < target) {
      text.append(" ".repeat(target - column));
      column = target;
    }
    whitespace = true;
    indention = true;
  }

  void indicator(String indicator, boolean needSpace, boolean isSpace, boolean isIndention) {
    if (needSpace) {
      separate();
    }
    text.append(indicator);
    column += indicator.length();
    whitespace = isSpace;
    indention = indention && isIndention;
  }

  /** Ends a scalar: neither white space nor an indention precedes what follows. */
  void endScalar() {
    whitespace = false;
    indention = false;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
