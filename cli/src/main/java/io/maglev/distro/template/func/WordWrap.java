package io.maglev.distro.template.func;

/** {@code goutils.WrapCustom}: breaks a line at blanks, counting bytes. */
final class WordWrap {
  private WordWrap() {}

  /**
   * Wraps the text.
   *
   * @param width treated as 1 if less
   * @param breakWords whether words longer than the width are cut
   */
  static String wrap(String text, long width, String newLine, boolean breakWords) {
    String line = GoRunes.toBytes(text);
    String separator = GoRunes.toBytes(newLine);
    int limit = (int) Math.min(Math.max(width, 1), Integer.MAX_VALUE);
    StringBuilder out = new StringBuilder(line.length() + 16);
    int offset = 0;
    while (line.length() - offset > limit) {
      if (line.charAt(offset) == ' ') {
        offset++;
        continue;
      }
      int end = limit + offset;
      int blank = lastBlank(line, offset, end);
      if (blank >= offset) {
        out.append(line, offset, blank).append(separator);
        offset = blank + 1;
      } else if (breakWords) {
        out.append(line, offset, end).append(separator);
        GoRunes.checkLength(out.length());
        offset = end;
      } else {
        blank = line.indexOf(' ', end);
        if (blank < 0) {
          break;
        }
        out.append(line, offset, blank).append(separator);
        offset = blank + 1;
      }
    }
    return GoRunes.fromBytes(out.append(line, offset, line.length()).toString());
  }

  /** Looks no further back than it must: a text without blanks would take its length squared. */
  private static int lastBlank(String line, int from, int end) {
    int at = end;
    while (at >= from && line.charAt(at) != ' ') {
      at--;
    }
    return at;
  }
}
