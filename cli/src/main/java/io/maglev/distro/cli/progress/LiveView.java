package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.Terminal;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.cli.output.Style.Tone;
import io.maglev.distro.cli.progress.LiveLine.Cells;
import io.maglev.distro.cli.progress.TaskRow.State;
import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a live block shows: a line a task and a last line with the counts. What must not be lost
 * goes above the block for good: warnings, logs, failures, and tasks that are done where the
 * terminal has too few rows for all. Not thread-safe.
 */
final class LiveView {

  /**
   * What is to be on the terminal.
   *
   * @param above lines that stay for good
   * @param block lines that the next frame replaces
   */
  record Frame(List<String> above, List<Cells> block) {}

  /** A terminal that was stopped must not fill the memory with logs. */
  private static final int MOST_KEPT = 10_000;

  private final Glyphs glyphs;
  private final Style style;
  private final List<String> above = new ArrayList<>();
  private RunBoard board = new RunBoard();
  private TaskLines lines;
  private boolean interrupted;
  private int dropped;

  LiveView(Glyphs glyphs, Style style) {
    this.glyphs = glyphs;
    this.style = style;
    this.lines = new TaskLines(glyphs, 0);
  }

  /** Takes note of what happened at a time since the run began. */
  void onEvent(RunEvent event, Duration now) {
    if (event instanceof RunEvent.RunStarted started) {
      begin(started, now);
    } else if (event instanceof RunEvent.Warning warning) {
      keep(now, warning.task(), Tone.CAUTION, RunText.warning(warning));
    } else if (event instanceof RunEvent.ContainerLog log) {
      RunText.log(log).forEach(line -> keep(now, log.task(), Tone.QUIET, line));
    } else if (event instanceof RunEvent.TaskEnded ended
        && ended.outcome() == RunEvent.Outcome.FAILED) {
      keep(now, ended.task(), Tone.BAD, RunText.outcome(ended));
    }
    board.apply(event, now);
  }

  /** The run goes on no more, and was not over. */
  void interrupt() {
    interrupted = true;
  }

  /** Whether there is anything whose time passes. */
  boolean isTicking() {
    return board.count(State.RUNNING) + board.count(State.WAITING) > 0;
  }

  /** What is to be shown now; lines above are handed out once. */
  Frame frame(Duration now, Terminal.Size size) {
    int columns = Math.max(1, size.columns() - 1); // the last one makes some terminals wrap
    List<Cells> block = new ArrayList<>();
    if (!board.isEmpty()) {
      int rows = Math.max(0, size.rows() - 2); // the counts, and where the cursor rests
      collapse(board.rows().size() - rows, now, columns);
      block.addAll(tasks(rows, now, columns));
      block.add(counts(now, columns));
    }
    if (dropped > 0) {
      above.add("... and " + dropped + " lines that came faster than they could be shown");
      dropped = 0;
    }
    List<String> kept = List.copyOf(above);
    above.clear();
    return new Frame(kept, block);
  }

  /** A run may have a second part, such as taking back what the first one did. */
  private void begin(RunEvent.RunStarted started, Duration now) {
    if (!board.isEmpty()) {
      int all = Integer.MAX_VALUE;
      board.rows().forEach(row -> above.add(line(row, now, all).text()));
      above.add(counts(now, all).text());
      board = new RunBoard();
    }
    lines = TaskLines.of(started.tasks(), glyphs);
  }

  private void keep(Duration now, String task, Tone tone, String text) {
    if (above.size() >= MOST_KEPT) {
      dropped++;
      return;
    }
    above.add(RunText.clock(now) + "  " + lines.name(task) + "  " + style.paint(tone, text));
  }

  /** Failures are above already, and what was unchanged or held back is but counted. */
  private void collapse(int rows, Duration now, int columns) {
    board.takeOff(rows).stream()
        .filter(row -> row.state() == State.DONE)
        .forEach(row -> above.add(line(row, now, columns).text()));
  }

  private List<Cells> tasks(int rows, Duration now, int columns) {
    List<TaskRow> all = List.copyOf(board.rows());
    if (all.size() <= rows) {
      return all.stream().map(row -> line(row, now, columns)).toList();
    }
    if (rows == 0) {
      return List.of();
    }
    Set<TaskRow> chosen =
        new HashSet<>(
            all.stream().sorted(Comparator.comparing(LiveView::rank)).limit(rows - 1).toList());
    List<Cells> shown = new ArrayList<>();
    all.stream().filter(chosen::contains).forEach(row -> shown.add(line(row, now, columns)));
    shown.add(rest(all.stream().filter(row -> !chosen.contains(row)).toList(), columns));
    return shown;
  }

  private static int rank(TaskRow row) {
    return switch (row.state()) {
      case RUNNING -> 0;
      case WAITING -> 2;
      default -> 1;
    };
  }

  private Cells rest(List<TaskRow> hidden, int columns) {
    List<String> parts = new ArrayList<>();
    long running = hidden.stream().filter(row -> row.state() == State.RUNNING).count();
    long waiting = hidden.stream().filter(row -> row.state() == State.WAITING).count();
    part(parts, running, "running");
    part(parts, hidden.size() - running - waiting, "over");
    part(parts, waiting, "waiting");
    return new LiveLine(columns, glyphs, style)
        .add(Tone.QUIET, "... and " + String.join(", ", parts))
        .build();
  }

  private Cells line(TaskRow row, Duration now, int columns) {
    return lines.line(row, board.obstacles(row.name()), now, new LiveLine(columns, glyphs, style));
  }

  private Cells counts(Duration now, int columns) {
    int unchanged = board.count(State.UNCHANGED);
    int done = board.count(State.DONE) + unchanged;
    List<String> parts = new ArrayList<>();
    parts.add(
        done
            + "/"
            + board.total()
            + " done"
            + (unchanged > 0 ? " (" + unchanged + " unchanged)" : ""));
    part(parts, board.count(State.FAILED), "failed");
    part(parts, board.count(State.RUNNING), "running");
    part(parts, board.count(State.HELD_BACK), "held back");
    return new LiveLine(columns, glyphs, style)
        .add(Tone.BAD, interrupted ? "interrupted: " : "")
        .add(String.join(", ", parts))
        .add(" " + glyphs.dot() + " " + RunText.clock(now))
        .build();
  }

  private static void part(List<String> parts, long number, String what) {
    if (number > 0) {
      parts.add(number + " " + what);
    }
  }
}
