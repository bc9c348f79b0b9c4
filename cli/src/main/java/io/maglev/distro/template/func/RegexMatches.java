package io.maglev.distro.template.func;

import com.google.re2j.Matcher;
import java.util.ArrayList;
import java.util.List;

/** All matches of an expression as Go's {@code regexp} finds them. */
final class RegexMatches {
  private RegexMatches() {}

  /**
   * Start and end of each match, but not of an empty one right after another match.
   *
   * @param limit how many at most; negative for all
   */
  static List<int[]> of(Matcher matcher, String text, long limit) {
    List<int[]> found = new ArrayList<>();
    int position = 0;
    int previousEnd = -1;
    while ((limit < 0 || found.size() < limit)
        && position <= text.length()
        && matcher.find(position)) {
      int start = matcher.start();
      int end = matcher.end();
      boolean emptyHere = end == position;
      if (!emptyHere || start != previousEnd) {
        found.add(new int[] {start, end});
      }
      position = emptyHere ? next(text, position) : end;
      previousEnd = end;
    }
    return found;
  }

  /** The index after the code point at this one; beyond the end at the end. */
  static int next(String text, int position) {
    return position < text.length()
        ? position + Character.charCount(text.codePointAt(position))
        : position + 1;
  }
}
