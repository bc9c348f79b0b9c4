package io.maglev.distro.cli.error;

import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Writes a failure in the form of {@code docs/cli.md}: {@code error:}, {@code at} and {@code hint}
 * lines, never a Java class name, a stack trace only for bugs and under {@code --debug}.
 */
public final class ErrorPrinter {
  private final PrintStream err;
  private final boolean debug;

  public ErrorPrinter(PrintStream err, boolean debug) {
    this.err = err;
    this.debug = debug;
  }

  /** Prints the failure and returns the exit code that goes with it. */
  public int print(Throwable failure) {
    if (failure instanceof DistroException known && known.code() != ErrorCode.INTERNAL) {
      print(known);
      if (debug) {
        err.print(stackTrace(known));
      }
      return ExitCode.of(known.code());
    }
    if (failure instanceof DistroException bug) {
      print(bug);
    } else {
      err.println("error: cannot finish: internal error: " + failure);
    }
    err.print(stackTrace(failure));
    err.println("  hint: this is a bug of distro; please report it with the lines above");
    return ExitCode.BUG;
  }

  private void print(DistroException failure) {
    err.println("error: " + PlainText.lines(String.valueOf(failure.getMessage())));
    failure.where().forEach(place -> err.println("  at " + indented(place.toString())));
    failure.hint().ifPresent(hint -> err.println("  hint: " + indented(hint)));
  }

  /** Helm's texts may have several lines; they stay below their {@code at}. */
  private static String indented(String text) {
    return PlainText.lines(text.strip()).replace("\n", "\n     ");
  }

  private static String stackTrace(Throwable failure) {
    StringWriter text = new StringWriter();
    failure.printStackTrace(new PrintWriter(text));
    return text.toString();
  }
}
