package io.maglev.distro.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Text in columns: as wide as their widest cell, two blanks apart, no trailing blanks, so that it
 * reads well and {@code awk} can split it. Not thread-safe.
 */
public final class Table {
  private final List<List<String>> rows = new ArrayList<>();

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
    rows.add(Stream.of(cells).map(PlainText::line).toList());
    return this;
  }

  @Override
  public String toString() {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int column = 0; column < columns; column++) {
        widths[column] = Math.max(widths[column], row.get(column).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder();
      for (int column = 0; column < columns; column++) {
        line.append(row.get(column));
        line.append(" ".repeat(widths[column] - row.get(column).length() + 2));
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
