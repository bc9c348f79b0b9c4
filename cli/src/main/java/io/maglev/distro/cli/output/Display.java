package io.maglev.distro.cli.output;

import java.util.function.IntSupplier;

/**
 * How text may look where it is shown.
 *
 * @param columns how wide a line may be, asked only where it matters: asking may start a process
 */
public record Display(IntSupplier columns, Style style) {
  /** Width of what is no terminal. */
  public static final int ENDLESS = Integer.MAX_VALUE;

  /** A file or a pipe. */
  public static final Display PLAIN = new Display(() -> ENDLESS, Style.NONE);
}
