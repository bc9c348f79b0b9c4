package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.cli.output.Style.Tone;
import java.io.PrintStream;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * How far a comparison of many cases is: one line of a terminal, gone at the end; on anything else
 * nothing. Thread-safe.
 */
public final class CountProgress implements AutoCloseable {
  /** More often nobody reads it. */
  private static final long PAUSE_NANOS = 100_000_000;

  private final LiveBlock block;
  private final Glyphs glyphs;
  private final Style style;
  private final int columns;
  private final LongSupplier nanos;
  private long drawn;
  private int total;
  private int done;
  private int different;

  CountProgress(PrintStream err, Glyphs glyphs, Style style, int columns, LongSupplier nanos) {
    this.block = new LiveBlock(err);
    this.glyphs = glyphs;
    this.style = style;
    this.columns = columns;
    this.nanos = nanos;
  }

  /** Shows it on the console's stderr; where that is no terminal, nothing is ever drawn. */
  public static CountProgress of(Console console) {
    boolean live = !console.jsonErr() && Progresses.canBeLive(console);
    return new CountProgress(
        console.err(),
        Glyphs.of(console.environment()),
        console.errStyle(),
        live ? console.terminal().size().columns() : 0,
        System::nanoTime);
  }

  /** Told once how many cases there are. */
  public synchronized void begin(int cases) {
    total = cases;
    draw();
  }

  /** Told of each case when it is done. */
  public synchronized void one(boolean equal) {
    done++;
    different += equal ? 0 : 1;
    if (nanos.getAsLong() - drawn >= PAUSE_NANOS) {
      draw();
    }
  }

  private void draw() {
    if (columns == 0) {
      return;
    }
    drawn = nanos.getAsLong();
    LiveLine line = new LiveLine(columns, glyphs, style).add(done + "/" + total + " cases");
    if (different > 0) {
      line.add(Tone.BAD, ", " + different + " differ");
    }
    block.draw(List.of(), List.of(line.build()), columns);
  }

  /** Takes the line away, so that the result stands alone. */
  @Override
  public synchronized void close() {
    if (columns > 0) {
      block.draw(List.of(), List.of(), columns);
    }
  }
}
