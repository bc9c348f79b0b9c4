package io.maglev.distro.model;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them in manifests and flags: {@code 90s}, {@code 10m}, {@code 1h30m}.
 */
public final class DurationText {
  private static final Pattern FORM =
      Pattern.compile("(?:(\\d{1,6})h)?(?:(\\d{1,6})m)?(?:(\\d{1,6})s)?");

  private DurationText() {}

  /** The duration, empty if the text is none or none longer than zero. */
  public static Optional<Duration> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    Duration duration =
        Duration.ofHours(count(form, 1)).plusMinutes(count(form, 2)).plusSeconds(count(form, 3));
    return duration.isZero() ? Optional.empty() : Optional.of(duration);
  }

  /** The shortest text that {@link #parse} reads as the same duration; whole seconds only. */
  public static String of(Duration duration) {
    StringBuilder text = new StringBuilder();
    append(text, duration.toHours(), 'h');
    append(text, duration.toMinutesPart(), 'm');
    append(text, duration.toSecondsPart(), 's');
    return text.length() == 0 ? "0s" : text.toString();
  }

  private static void append(StringBuilder text, long count, char unit) {
    if (count > 0) {
      text.append(count).append(unit);
    }
  }

  private static long count(Matcher form, int group) {
    String digits = form.group(group);
    return digits == null ? 0 : Long.parseLong(digits);
  }
}
