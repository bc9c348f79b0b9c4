package io.maglev.distro.template.func;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import io.maglev.distro.template.Arguments;

/**
 * A text that a regular expression reads. Matching takes time in proportion to the text and to the
 * expression, which in a chart from strangers may be minutes: so the text counts how often it is
 * looked at. Not thread-safe.
 */
final class RegexText implements CharSequence {
  private static final int LOOKS_PER_COUNT = 4096;

  /** A character may meet all instructions of an expression, but seldom does. */
  private static final int INSTRUCTIONS_PER_STEP = 64;

  /** Below, no match takes long enough to be counted. */
  private static final long SMALL = 1 << 18;

  private final String text;
  private final Arguments run;
  private final long stepsPerCount;
  private int looks;

  private RegexText(String text, Arguments run, long stepsPerCount) {
    this.text = text;
    this.run = run;
    this.stepsPerCount = stepsPerCount;
  }

  /** Matches a text; a small one is not counted. */
  static Matcher matcher(Pattern pattern, String text, Arguments run) {
    Matcher plain = pattern.matcher(text);
    long instructions = plain.programSize();
    if (text.length() * instructions < SMALL) {
      return plain;
    }
    long steps = LOOKS_PER_COUNT * (1 + instructions / INSTRUCTIONS_PER_STEP);
    return pattern.matcher(new RegexText(text, run, steps));
  }

  @Override
  public char charAt(int index) {
    if (++looks == LOOKS_PER_COUNT) {
      looks = 0;
      run.spend(stepsPerCount);
    }
    return text.charAt(index);
  }

  @Override
  public int length() {
    return text.length();
  }

  @Override
  public CharSequence subSequence(int start, int end) {
    return text.substring(start, end);
  }

  @Override
  public String toString() {
    return text;
  }
}
