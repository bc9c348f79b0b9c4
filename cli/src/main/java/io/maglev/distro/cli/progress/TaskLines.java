package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.DisplayWidth;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.cli.output.Style.Tone;
import io.maglev.distro.cli.progress.LiveLine.Cells;
import io.maglev.distro.cli.progress.TaskRow.State;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * The lines of tasks in a live block: mark, name, time, and what goes on, the last as far as there
 * is room. Immutable.
 *
 * @param nameCells how wide the longest name is
 */
record TaskLines(Glyphs glyphs, int nameCells) {
  /** Wide enough for {@link RunText#roughly} and {@code 59.9s}. */
  private static final int CLOCK_CELLS = 5;

  /** Fewer cells than these say nothing. */
  private static final int LEAST_TEXT = 5;

  /** With fewer cells the first reason counts more than how many there are. */
  private static final int ROOM_FOR_NUMBER = 20;

  static TaskLines of(Collection<String> tasks, Glyphs glyphs) {
    int longest = tasks.stream().map(PlainText::line).mapToInt(DisplayWidth::of).max().orElse(0);
    return new TaskLines(glyphs, longest);
  }

  /** The name of a task, as wide as the longest. */
  String name(String task) {
    return DisplayWidth.pad(PlainText.line(task), nameCells);
  }

  /**
   * The line of a task.
   *
   * @param obstacles tasks that it waits for
   * @param line empty
   */
  Cells line(TaskRow row, List<String> obstacles, Duration now, LiveLine line) {
    int name = Math.min(nameCells, Math.max(6, line.room() * 2 / 5));
    String shortName = DisplayWidth.cut(PlainText.line(row.name()), name, glyphs.ellipsis());
    line.add(tone(row.state()), glyphs.of(row.state()))
        .add(" " + DisplayWidth.pad(shortName, name) + " ")
        .add(DisplayWidth.padLeft(elapsed(row, now), CLOCK_CELLS));
    String text = line.room() - 2 < LEAST_TEXT ? "" : text(row, obstacles, line.room() - 2);
    return text.isEmpty() ? line.build() : line.add("  " + text).build();
  }

  private static String elapsed(TaskRow row, Duration now) {
    return switch (row.state()) {
      case RUNNING -> RunText.roughly(now.minus(row.since()));
      case DONE, FAILED ->
          row.took().toSeconds() < 60 ? RunText.exactly(row.took()) : RunText.roughly(row.took());
      default -> "";
    };
  }

  private String text(TaskRow row, List<String> obstacles, int room) {
    List<String> reasons = row.state() == State.WAITING ? obstacles : row.reasons();
    return reasons.isEmpty() ? PlainText.line(row.step()) : waitingFor(reasons, room);
  }

  /** As much as fits: the words around it go first, then namespace, object and the end. */
  private String waitingFor(List<String> reasons, int room) {
    int others = reasons.size() - 1;
    String more = others > 0 && room >= ROOM_FOR_NUMBER ? " +" + others + " more" : "";
    String reason = PlainText.line(reasons.get(0));
    for (String text : List.of("waiting for " + reason, reason, RunText.brief(reason))) {
      if (DisplayWidth.of(text + more) <= room) {
        return text + more;
      }
    }
    int rest = room - DisplayWidth.of(more);
    return DisplayWidth.cut(RunText.bare(reason), rest, glyphs.ellipsis()) + more;
  }

  private static Tone tone(State state) {
    return switch (state) {
      case DONE -> Tone.GOOD;
      case FAILED -> Tone.BAD;
      case RUNNING -> Tone.BUSY;
      case HELD_BACK -> Tone.CAUTION;
      case WAITING, UNCHANGED -> Tone.QUIET;
    };
  }
}
