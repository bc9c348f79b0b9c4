package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.progress.LiveLine.Cells;
import java.io.PrintStream;
import java.util.List;

/**
 * Some lines at the end of a terminal that are redrawn in place. Between two frames the cursor
 * rests on the line below, in no mode but the usual one: whatever ends the process, the terminal
 * needs no repair. Not thread-safe.
 */
final class LiveBlock {
  /**
   * Never used with the cursor in the first row: some terminals (tmux) take that for the clearing
   * of the screen and keep what was on it in their history.
   */
  private static final String ERASE_BELOW = "\u001b[J";

  private static final String ERASE_RIGHT = "\u001b[K";

  private final PrintStream err;
  private List<Cells> shown = List.of();

  LiveBlock(PrintStream err) {
    this.err = err;
  }

  /**
   * Shows other lines in place of those shown last, in one write, so that nothing flickers.
   *
   * @param above lines that stay above the block for good; the terminal may wrap them
   * @param columns how wide the terminal is now
   */
  void draw(List<String> above, List<Cells> lines, int columns) {
    if (above.isEmpty() && lines.equals(shown)) {
      return;
    }
    StringBuilder text = new StringBuilder();
    int up = shown.stream().mapToInt(line -> rows(line, columns)).sum();
    moveUp(text, up);
    if (!above.isEmpty()) {
      text.append((ERASE_RIGHT + "\n").repeat(up));
      moveUp(text, up);
      above.forEach(line -> text.append(line).append('\n'));
    }
    lines.forEach(line -> text.append(line.text()).append(ERASE_RIGHT).append('\n'));
    if (lines.size() < up) {
      text.append(ERASE_BELOW);
    }
    err.print(text);
    err.flush();
    shown = List.copyOf(lines);
  }

  private static void moveUp(StringBuilder text, int rows) {
    if (rows > 0) {
      text.append("\r\u001b[").append(rows).append('A');
    }
  }

  /** A terminal that has become narrower has wrapped what was on it. */
  private static int rows(Cells line, int columns) {
    return Math.max(1, (line.count() + columns - 1) / columns);
  }
}
