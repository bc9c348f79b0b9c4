package io.maglev.distro.yaml;

/**
 * Writes scalars in the four styles go-yaml uses, folding long lines where a style allows:
 * libyaml's {@code yaml_emitter_write_*_scalar}. Not thread-safe.
 */
final class ScalarWriter {
  private static final String HEX = "0123456789ABCDEF";

  private final YamlOutput out;
  private final int width;

  /**
   * @param width the column after which a scalar continues on the next line
   */
  ScalarWriter(YamlOutput out, int width) {
    this.out = out;
    this.width = width;
  }

  void plain(String value, int indent, boolean mayFold) {
    out.separate();
    if (!mayFold || out.column() + value.length() <= width) {
      out.put(value, 0, value.length());
      out.endScalar();
      return;
    }
    boolean spaces = false;
    int step;
    for (int i = 0; i < value.length(); i += step) {
      int c = value.codePointAt(i);
      step = Character.charCount(c);
      if (c == ' ' && mayFold && !spaces && out.column() > width && !isSpace(value, i + 1)) {
        out.indent(indent);
      } else {
        out.put(c);
        out.indention(false);
      }
      spaces = c == ' ';
    }
    out.endScalar();
  }

  void singleQuoted(String value, int indent, boolean mayFold) {
    out.indicator("'", true, false, false);
    boolean spaces = false;
    boolean breaks = false;
    int step;
    for (int i = 0; i < value.length(); i += step) {
      int c = value.codePointAt(i);
      step = Character.charCount(c);
      if (c == ' ') {
        boolean inside = i > 0 && i < value.length() - 1 && !isSpace(value, i + 1);
        if (mayFold && !spaces && out.column() > width && inside) {
          out.indent(indent);
        } else {
          out.put(c);
        }
        spaces = true;
      } else if (YamlChars.isBreak(c)) {
        if (!breaks && c == '\n') {
          out.putBreak();
        }
        out.putBreak(c);
        out.indention(true);
        breaks = true;
      } else {
        if (breaks) {
          out.indent(indent);
        }
        if (c == '\'') {
          out.put('\'');
        }
        out.put(c);
        out.indention(false);
        spaces = false;
        breaks = false;
      }
    }
    out.indicator("'", false, false, false);
    out.endScalar();
  }

  void doubleQuoted(String value, int indent, boolean mayFold) {
    out.indicator("\"", true, false, false);
    // libyaml looks for the byte order mark at the start of the text instead of at the character.
    boolean allEscaped = value.startsWith("\ufeff");
    boolean spaces = false;
    int step;
    for (int i = 0; i < value.length(); i += step) {
      int c = value.codePointAt(i);
      step = Character.charCount(c);
      if (allEscaped || needsEscape(c)) {
        escape(c);
        spaces = false;
      } else if (c == ' ') {
        boolean inside = i > 0 && i < value.length() - 1;
        if (mayFold && !spaces && out.column() > width && inside) {
          out.indent(indent);
          if (isSpace(value, i + 1)) {
            out.put('\\');
          }
        } else {
          out.put(c);
        }
        spaces = true;
      } else {
        out.put(c);
        spaces = false;
      }
    }
    out.indicator("\"", false, false, false);
    out.endScalar();
  }

  void literal(String value, int indent) {
    out.indicator("|", true, false, false);
    hints(value);
    out.putBreak();
    out.indention(true);
    out.whitespace(true);
    for (int i = 0; i < value.length(); i++) {
      int start = i;
      while (i < value.length() && !YamlChars.isBreak(value.charAt(i))) {
        i++;
      }
      if (i > start) {
        out.indent(indent);
        out.put(value, start, i);
        out.indention(false);
      }
      if (i < value.length()) {
        out.putBreak(value.charAt(i));
        out.indention(true);
      }
    }
  }

  /** The indentation hint for leading white space and the chomping hint for the end. */
  private void hints(String value) {
    char first = value.charAt(0);
    if (first == ' ' || YamlChars.isBreak(first)) {
      out.indicator("2", false, false, false);
    }
    int last = value.length() - 1;
    if (!YamlChars.isBreak(value.charAt(last))) {
      out.indicator("-", false, false, false);
    } else if (last == 0 || YamlChars.isBreak(value.charAt(last - 1))) {
      out.indicator("+", false, false, false);
    }
  }

  private static boolean isSpace(String value, int index) {
    return index < value.length() && value.charAt(index) == ' ';
  }

  private static boolean needsEscape(int c) {
    return c == '"' || c == '\\' || !YamlChars.isPrintable(c) || YamlChars.isBreak(c);
  }

  private void escape(int c) {
    out.put('\\');
    int named = "\0\u0007\b\t\n\u000b\f\r\u001b\"\\\u0085\u00a0\u2028\u2029".indexOf(c);
    if (named >= 0) {
      out.put("0abtnvfre\"\\N_LP".charAt(named));
      return;
    }
    int digits = c <= 0xff ? 2 : c <= 0xffff ? 4 : 8;
    out.put(digits == 2 ? 'x' : digits == 4 ? 'u' : 'U');
    for (int shift = (digits - 1) * 4; shift >= 0; shift -= 4) {
      out.put(HEX.charAt((c >> shift) & 0xf));
    }
  }
}
