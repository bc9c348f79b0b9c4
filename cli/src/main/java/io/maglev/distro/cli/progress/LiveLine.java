package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.DisplayWidth;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.cli.output.Style.Tone;

/** Puts a line together that never becomes wider than its room. Not thread-safe. */
final class LiveLine {
  private final StringBuilder text = new StringBuilder();
  private final Style style;
  private final String ellipsis;
  private final int columns;
  private int cells;

  /**
   * An empty line.
   *
   * @param columns the most cells it may take
   */
  LiveLine(int columns, Glyphs glyphs, Style style) {
    this.columns = columns;
    this.ellipsis = glyphs.ellipsis();
    this.style = style;
  }

  /** Adds as much of the text as there is room for. */
  LiveLine add(String more) {
    String fitting = fitting(more);
    text.append(fitting);
    return this;
  }

  /** The same in a colour. */
  LiveLine add(Tone tone, String more) {
    text.append(style.paint(tone, fitting(more)));
    return this;
  }

  /** How many cells are left. */
  int room() {
    return columns - cells;
  }

  Cells build() {
    return new Cells(text.toString(), cells);
  }

  private String fitting(String more) {
    String fitting = DisplayWidth.cut(more, room(), ellipsis);
    cells += DisplayWidth.of(fitting);
    return fitting;
  }

  /**
   * A line that is ready.
   *
   * @param text with its colours
   * @param count how many cells it takes
   */
  record Cells(String text, int count) {}
}
