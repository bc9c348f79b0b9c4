package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.DisplayWidth;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.model.progress.RunEvent;
import java.io.PrintStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Progress as plain lines, one an event, each under the time since the start: {@code 00:07 postgres
 * done after 6.2s}. Thread-safe.
 */
final class PlainProgress implements RunProgress {
  /** More lines than this of what a component waits for help nobody. */
  private static final int MOST_REASONS = 3;

  /** Waiting is told once it has lasted this long, and again this much later if it changed. */
  private static final long QUIET = Duration.ofSeconds(3).toNanos();

  private final PrintStream err;
  private final LongSupplier nanoTime;
  private final long start;
  private final Map<String, String> lastReasons = new HashMap<>();
  private final Map<String, Long> lastLines = new HashMap<>();
  private int width;

  PlainProgress(PrintStream err, LongSupplier nanoTime) {
    this.err = err;
    this.nanoTime = nanoTime;
    this.start = nanoTime.getAsLong();
  }

  @Override
  public synchronized void onEvent(RunEvent event) {
    if (event instanceof RunEvent.RunStarted started) {
      width = started.tasks().stream().mapToInt(DisplayWidth::of).max().orElse(0);
    } else if (event instanceof RunEvent.StepStarted step) {
      line(step.task(), PlainText.line(step.step()));
    } else if (event instanceof RunEvent.WaitingFor waiting) {
      waiting(waiting);
    } else if (event instanceof RunEvent.Warning warning) {
      line(warning.task(), RunText.warning(warning));
    } else if (event instanceof RunEvent.ContainerLog log) {
      RunText.log(log).forEach(text -> line(log.task(), text));
    } else if (event instanceof RunEvent.TaskEnded ended) {
      line(ended.task(), RunText.outcome(ended));
    }
  }

  @Override
  public void interrupted() {
    err.println("interrupted");
  }

  @Override
  public void close() {
    err.flush();
  }

  private void waiting(RunEvent.WaitingFor event) {
    String text = RunText.reasons(event.reasons(), MOST_REASONS, "; and ");
    long since = nanoTime.getAsLong() - lastLines.getOrDefault(event.task(), start);
    if (since >= QUIET && !text.equals(lastReasons.put(event.task(), text))) {
      line(event.task(), "waiting for " + text);
    }
  }

  private void line(String task, String text) {
    lastLines.put(task, nanoTime.getAsLong());
    Duration elapsed = Duration.ofNanos(nanoTime.getAsLong() - start);
    String name = DisplayWidth.pad(PlainText.line(task), width);
    err.println(RunText.clock(elapsed) + "  " + name + "  " + text);
  }
}
