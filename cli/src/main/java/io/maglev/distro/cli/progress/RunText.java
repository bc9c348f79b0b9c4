package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Words for what happens during a run: one line each, free of what could steer a terminal. */
final class RunText {
  private static final Pattern OF_OBJECT = Pattern.compile("^([^/\\s]+)/[^/\\s]+/([^/\\s]+): ");

  private RunText() {}

  /** The first reasons, and how many more there are. */
  static String reasons(List<String> reasons, int most, String separator) {
    String text = String.join("; ", reasons.subList(0, Math.min(most, reasons.size())));
    return PlainText.line(text) + more(reasons.size() - most, separator);
  }

  /** The reason without the namespace of its object, which people know. */
  static String brief(String reason) {
    return OF_OBJECT.matcher(reason).replaceFirst("$1/$2: ");
  }

  /** The reason without its object. */
  static String bare(String reason) {
    return OF_OBJECT.matcher(reason).replaceFirst("");
  }

  /** {@code , 3 more}, or nothing. */
  static String more(int number, String separator) {
    return number > 0 ? separator + number + " more" : "";
  }

  static String warning(RunEvent.Warning warning) {
    return "warning: " + PlainText.line(warning.message());
  }

  static List<String> log(RunEvent.ContainerLog log) {
    String source = "log of " + PlainText.line(log.source()) + " | ";
    return log.lines().stream().map(line -> source + PlainText.line(line)).toList();
  }

  static String outcome(RunEvent.TaskEnded ended) {
    return switch (ended.outcome()) {
      case DONE -> "done after " + exactly(ended.elapsed());
      case UNCHANGED -> "unchanged";
      case FAILED -> "FAILED after " + exactly(ended.elapsed()) + ": " + failure(ended);
      case HELD_BACK -> "not started: " + culprit(ended) + " failed";
    };
  }

  static String failure(RunEvent.TaskEnded ended) {
    return PlainText.line(ended.failure().map(Throwable::getMessage).orElse("unknown reason"));
  }

  static String culprit(RunEvent.TaskEnded ended) {
    return PlainText.line(ended.heldBackBy().orElse("something"));
  }

  /** {@code 00:07}, {@code 1:02:03}. */
  static String clock(Duration time) {
    long seconds = time.toSeconds();
    return seconds < 3600
        ? String.format(Locale.ROOT, "%02d:%02d", seconds / 60, seconds % 60)
        : String.format(
            Locale.ROOT, "%d:%02d:%02d", seconds / 3600, seconds / 60 % 60, seconds % 60);
  }

  /** Never more than five characters in the first four days: {@code 6s}, {@code 1m05s}. */
  static String roughly(Duration time) {
    long seconds = time.toSeconds();
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? String.format(Locale.ROOT, "%dm%02ds", seconds / 60, seconds % 60)
        : String.format(Locale.ROOT, "%dh%02dm", seconds / 3600, seconds / 60 % 60);
  }

  /** {@code 6.2s}. */
  static String exactly(Duration time) {
    return String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0);
  }
}
