package io.maglev.distro.yaml;

/** Scans plain and quoted scalars, the latter with their escapes. Not thread-safe. */
final class ScalarScanner {
  private static final String NAMES = "0abt\tnvfre \"'\\N_LP";
  private static final String NAMED =
      "\0\u0007\b\t\t\n\u000b\f\r\u001b \"'\\\u0085\u00a0\u2028\u2029";

  private final YamlCursor cursor;
  private final StringBuilder blanks = new StringBuilder();
  private final StringBuilder firstBreak = new StringBuilder();
  private final StringBuilder moreBreaks = new StringBuilder();
  private boolean passedBreak;

  ScalarScanner(YamlCursor cursor) {
    this.cursor = cursor;
  }

  /** True if line breaks lie between the last plain scalar and the cursor. */
  boolean passedBreak() {
    return passedBreak;
  }

  YamlToken plain(int indent, boolean flow) {
    int line = cursor.line();
    int column = cursor.column();
    StringBuilder text = new StringBuilder();
    clear();
    while (!cursor.atDocumentIndicator() && cursor.peek() != '#') {
      int start = cursor.position();
      cursor.skipOrdinary();
      while (!cursor.isBlankOrEnd(0) && !endsPlain(flow)) {
        cursor.skip();
        cursor.skipOrdinary();
      }
      if (cursor.position() > start) {
        join(text);
        text.append(cursor.since(start));
      }
      if (!cursor.atBlank() && !cursor.atBreak()) {
        break;
      }
      passSpace(indent + 1, "found a tab character that violates indentation");
      if (!flow && cursor.column() < indent + 1) {
        break;
      }
    }
    return new YamlToken(TokenType.PLAIN_SCALAR, line, column, text.toString(), "");
  }

  private boolean endsPlain(boolean flow) {
    char c = cursor.peek();
    if (c == ':') {
      return cursor.isBlankOrEnd(1);
    }
    return flow && (c == ',' || c == '?' || c == '[' || c == ']' || c == '{' || c == '}');
  }

  YamlToken quoted(boolean single) {
    int line = cursor.line();
    int column = cursor.column();
    char quote = single ? '\'' : '"';
    StringBuilder text = new StringBuilder();
    cursor.skip();
    while (true) {
      if (cursor.atDocumentIndicator()) {
        throw cursor.fail("found unexpected document indicator");
      }
      if (cursor.atEnd()) {
        throw cursor.fail("found unexpected end of stream");
      }
      clear();
      word(text, quote);
      if (cursor.peek() == quote) {
        break;
      }
      passSpace(0, "");
      join(text);
    }
    cursor.skip();
    return new YamlToken(TokenType.QUOTED_SCALAR, line, column, text.toString(), "");
  }

  /** Reads up to the next blank, break or closing quote, or past an escaped line break. */
  private void word(StringBuilder text, char quote) {
    int start = cursor.position();
    while (!cursor.isBlankOrEnd(0)) {
      char c = cursor.peek();
      if (c == quote && (c == '"' || cursor.peek(1) != '\'')) {
        break;
      }
      if (c != quote && (c != '\\' || quote == '\'')) {
        cursor.skip();
        cursor.skipOrdinary();
        continue;
      }
      text.append(cursor.since(start));
      if (c == quote) {
        text.append('\'');
        cursor.skip(2);
      } else if (YamlChars.isBreak(cursor.peek(1))) {
        cursor.skip();
        cursor.skipBreak();
        passedBreak = true;
        return;
      } else {
        escape(text);
      }
      start = cursor.position();
    }
    text.append(cursor.since(start));
  }

  private void escape(StringBuilder text) {
    char c = cursor.peek(1);
    int known = NAMES.indexOf(c);
    if (known >= 0) {
      text.append(NAMED.charAt(known));
      cursor.skip(2);
      return;
    }
    int digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    if (digits == 0) {
      throw cursor.fail("found unknown escape character");
    }
    cursor.skip(2);
    long value = 0;
    for (int i = 0; i < digits; i++) {
      char digit = cursor.peek(i);
      int number = digit < 0x80 ? Character.digit(digit, 16) : -1;
      if (number < 0) {
        throw cursor.fail("did not find expected hexdecimal number");
      }
      value = value * 16 + number;
    }
    if ((value >= 0xd800 && value <= 0xdfff) || value > 0x10ffff) {
      throw cursor.fail("found invalid Unicode character escape code");
    }
    text.appendCodePoint((int) value);
    cursor.skip(digits);
  }

  private void clear() {
    blanks.setLength(0);
    firstBreak.setLength(0);
    moreBreaks.setLength(0);
    passedBreak = false;
  }

  /** Passes blanks and breaks, keeping what {@link #join} makes of them. */
  private void passSpace(int tabColumn, String tabProblem) {
    while (true) {
      if (cursor.atBlank()) {
        if (passedBreak && cursor.column() < tabColumn && cursor.peek() == '\t') {
          throw cursor.fail(tabProblem);
        }
        if (passedBreak) {
          cursor.skip();
        } else {
          cursor.read(blanks);
        }
      } else if (!cursor.atBreak()) {
        return;
      } else if (passedBreak) {
        cursor.readBreak(moreBreaks);
      } else {
        blanks.setLength(0);
        cursor.readBreak(firstBreak);
        passedBreak = true;
      }
    }
  }

  /** Appends the blanks passed, or what line folding leaves of the breaks. */
  private void join(StringBuilder text) {
    if (!passedBreak) {
      text.append(blanks);
    } else if (firstBreak.length() > 0 && firstBreak.charAt(0) == '\n') {
      if (moreBreaks.length() == 0) {
        text.append(' ');
      } else {
        text.append(moreBreaks);
      }
    } else {
      text.append(firstBreak).append(moreBreaks);
    }
    clear();
  }
}
