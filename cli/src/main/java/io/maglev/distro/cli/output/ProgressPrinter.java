package io.maglev.distro.cli.output;

import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunListener;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines, one an event, each under the time since the start: {@code 00:07 postgres
 * done after 6.2s}. Thread-safe.
 */
public final class ProgressPrinter implements RunListener {
  /** More lines than this of what a component waits for help nobody. */
  private static final int MOST_REASONS = 3;

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final long start;

  /** Waiting is told once it has lasted this long, and again this much later if it changed. */
  private static final long QUIET = Duration.ofSeconds(3).toNanos();

  private final Map<String, String> lastReasons = new HashMap<>();
  private final Map<String, Long> lastLines = new HashMap<>();
  private int width;

  public ProgressPrinter(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    if (event instanceof RunEvent.RunStarted started) {
      width = started.tasks().stream().mapToInt(String::length).max().orElse(0);
    } else if (event instanceof RunEvent.StepStarted step) {
      line(step.task(), step.step());
    } else if (event instanceof RunEvent.WaitingFor waiting) {
      waiting(waiting);
    } else if (event instanceof RunEvent.Warning warning) {
      line(warning.task(), "warning: " + warning.message());
    } else if (event instanceof RunEvent.ContainerLog log) {
      log.lines().forEach(text -> line(log.task(), "log of " + log.source() + " | " + text));
    } else if (event instanceof RunEvent.TaskEnded ended) {
      line(ended.task(), outcome(ended));
    }
  }

  private void waiting(RunEvent.WaitingFor event) {
    List<String> reasons = event.reasons();
    String text = String.join("; ", reasons.subList(0, Math.min(MOST_REASONS, reasons.size())));
    if (reasons.size() > MOST_REASONS) {
      text += "; and " + (reasons.size() - MOST_REASONS) + " more";
    }
    long since = nanoTime.getAsLong() - lastLines.getOrDefault(event.task(), start);
    if (since >= QUIET && !text.equals(lastReasons.put(event.task(), text))) {
      line(event.task(), "waiting for " + text);
    }
  }

  private static String outcome(RunEvent.TaskEnded ended) {
    return switch (ended.outcome()) {
      case DONE -> "done after " + seconds(ended.elapsed());
      case UNCHANGED -> "unchanged";
      case FAILED ->
          "FAILED after "
              + seconds(ended.elapsed())
              + ": "
              + ended.failure().map(Throwable::getMessage).orElse("unknown reason");
      case HELD_BACK -> "not started: " + ended.heldBackBy().orElse("something") + " failed";
    };
  }

  private void line(String task, String text) {
    lastLines.put(task, nanoTime.getAsLong());
    long seconds = Duration.ofNanos(nanoTime.getAsLong() - start).toSeconds();
    String name = task + " ".repeat(Math.max(0, width - task.length()));
    err.println(
        String.format(Locale.ROOT, "%02d:%02d  %s  %s", seconds / 60, seconds % 60, name, text));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1fs", duration.toMillis() / 1000.0);
  }
}
