package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.Terminal;
import io.maglev.distro.cli.output.DisplayWidth;
import io.maglev.distro.cli.progress.LiveLine.Cells;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A text at the end of a terminal that is replaced by its next version. What does not fit the
 * screen is left out and counted. Not thread-safe.
 */
public final class LiveScreen {
  private static final Pattern COLOURS = Pattern.compile("\u001b\\[[0-9;]*m");

  private final LiveBlock block;

  public LiveScreen(PrintStream out) {
    this.block = new LiveBlock(out);
  }

  /** Shows the text in place of the one before. */
  public void show(String text, Terminal.Size size) {
    List<String> lines = new ArrayList<>(text.lines().toList());
    int most = Math.max(1, size.rows() - 1);
    if (lines.size() > most) {
      int left = lines.size() - most + 1;
      lines = new ArrayList<>(lines.subList(0, most - 1));
      lines.add("(" + left + " more lines)");
    }
    block.draw(List.of(), lines.stream().map(LiveScreen::cells).toList(), size.columns());
  }

  private static Cells cells(String line) {
    return new Cells(line, DisplayWidth.of(COLOURS.matcher(line).replaceAll("")));
  }
}
