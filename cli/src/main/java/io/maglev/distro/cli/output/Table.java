package io.maglev.distro.cli.output;

import io.maglev.distro.cli.output.Style.Tone;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Text in columns: as wide as their widest cell, two blanks apart, no trailing blanks, so that it
 * reads well and {@code awk} can split it. On a terminal it fits the width: the widest columns are
 * cut first, and what is too wide even so becomes a block of lines a row. Not thread-safe.
 */
public final class Table {
  private static final int GAP = 2;

  /** No column becomes narrower, if it was not: less says nothing. */
  private static final int LEAST_CELLS = 8;

  private final List<List<String>> rows = new ArrayList<>();
  private final Map<Integer, Function<String, Optional<Tone>>> tones = new HashMap<>();

  /** A table under these headings. */
  public Table(String... headings) {
    rows.add(List.of(headings));
  }

  /**
   * Adds a row; it has as many cells as there are headings. What could garble a terminal is taken
   * out of them: they may come from a bundle of a stranger.
   */
  public Table row(String... cells) {
    if (cells.length != rows.get(0).size()) {
      throw new IllegalArgumentException("a row of " + cells.length + " cells");
    }
    rows.add(Stream.of(cells).map(PlainText::line).map(String::stripTrailing).toList());
    return this;
  }

  /** Has the cells under a heading painted, where the display has colours, by what they say. */
  public Table tone(String heading, Function<String, Optional<Tone>> tone) {
    tones.put(rows.get(0).indexOf(heading), tone);
    return this;
  }

  /** The table as it is shown there. */
  public String text(Display display) {
    int[] widths = naturalWidths();
    int columns = display.columns().getAsInt();
    if (columns != Display.ENDLESS && !shrink(widths, columns)) {
      return blocks(columns, display);
    }
    StringBuilder text = new StringBuilder();
    rows.forEach(row -> text.append(line(row, widths, display)).append('\n'));
    return text.toString();
  }

  /** The table as it is in a file. */
  @Override
  public String toString() {
    return text(Display.PLAIN);
  }

  private int[] naturalWidths() {
    int[] widths = new int[rows.get(0).size()];
    for (List<String> row : rows) {
      for (int column = 0; column < widths.length; column++) {
        widths[column] = Math.max(widths[column], DisplayWidth.of(row.get(column)));
      }
    }
    return widths;
  }

  /** Makes the widest columns narrower until all fit; false if that cannot be. */
  private static boolean shrink(int[] widths, int columns) {
    int excess = Arrays.stream(widths).sum() + GAP * (widths.length - 1) - columns;
    while (excess > 0) {
      int widest = 0;
      for (int column = 1; column < widths.length; column++) {
        widest = widths[column] > widths[widest] ? column : widest;
      }
      if (widths[widest] <= LEAST_CELLS) {
        return false;
      }
      widths[widest]--;
      excess--;
    }
    return true;
  }

  private String line(List<String> row, int[] widths, Display display) {
    StringBuilder line = new StringBuilder();
    int missing = 0;
    for (int column = 0; column < widths.length; column++) {
      String cell = DisplayWidth.cut(row.get(column), widths[column], display.ellipsis());
      line.append(cell.isEmpty() ? "" : " ".repeat(missing) + painted(row, column, cell, display));
      missing = widths[column] - DisplayWidth.of(cell) + GAP + (cell.isEmpty() ? missing : 0);
    }
    return line.toString();
  }

  /** A block a row, for terminals too narrow for the table. */
  private String blocks(int columns, Display display) {
    List<String> headings = rows.get(0);
    int widest = headings.stream().mapToInt(DisplayWidth::of).max().orElse(0) + GAP;
    List<String> blocks = new ArrayList<>();
    for (List<String> row : rows.subList(1, rows.size())) {
      StringBuilder block = new StringBuilder();
      for (int column = 0; column < headings.size(); column++) {
        String heading =
            DisplayWidth.cut(
                DisplayWidth.pad(headings.get(column), widest), columns, display.ellipsis());
        int room = Math.max(0, columns - DisplayWidth.of(heading));
        String cell = DisplayWidth.cut(row.get(column), room, display.ellipsis());
        block.append((heading + painted(row, column, cell, display)).stripTrailing()).append('\n');
      }
      blocks.add(block.toString());
    }
    return String.join("\n", blocks);
  }

  private String painted(List<String> row, int column, String cell, Display display) {
    Function<String, Optional<Tone>> tone = tones.get(column);
    if (tone == null) {
      return cell;
    }
    return tone.apply(row.get(column))
        .map(colour -> display.style().paint(colour, cell))
        .orElse(cell);
  }
}
