package io.maglev.distro.cli.error;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.output.ErrorData;
import io.maglev.distro.cli.output.JsonLines;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.cli.output.Style.Tone;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes failures and warnings in the form of {@code docs/cli.md}: {@code error:}, {@code at} and
 * {@code hint} lines, or JSON lines where a program reads stderr; never a Java class name, a stack
 * trace only for bugs and under {@code --debug}.
 */
public final class ErrorPrinter {
  private static final String BUG_HINT =
      "this is a bug of distro; please report it with the lines above";

  private final PrintStream err;
  private final boolean debug;
  private final Style style;
  private final Optional<JsonLines> json;

  /** Prints plain text. */
  public ErrorPrinter(PrintStream err, boolean debug) {
    this(err, debug, Style.NONE, Optional.empty());
  }

  /** Prints in the form that the console's stderr has. */
  public ErrorPrinter(Console console, boolean debug) {
    this(
        console.err(),
        debug,
        console.errStyle(),
        console.jsonErr()
            ? Optional.of(new JsonLines(console.err(), Instant::now))
            : Optional.empty());
  }

  private ErrorPrinter(PrintStream err, boolean debug, Style style, Optional<JsonLines> json) {
    this.err = err;
    this.debug = debug;
    this.style = style;
    this.json = json;
  }

  /** Prints the failure and returns the exit code that goes with it. */
  public int print(Throwable failure) {
    if (json.isPresent()) {
      return print(failure, json.get());
    }
    if (failure instanceof DistroException known && known.code() != ErrorCode.INTERNAL) {
      print(known);
      if (debug) {
        err.println("  code: " + known.code() + ", see docs/errors.md");
        err.print(stackTrace(known));
      }
      return ExitCode.of(known.code());
    }
    if (failure instanceof DistroException bug) {
      print(bug);
    } else {
      err.println(style.paint(Tone.BAD, "error:") + " " + unknown(failure));
    }
    err.print(stackTrace(failure));
    hint(BUG_HINT);
    return ExitCode.BUG;
  }

  /** Prints something odd that stops nothing. */
  public void warn(String message) {
    if (json.isPresent()) {
      json.get().write("warning", Map.of("message", message));
    } else {
      err.println(style.paint(Tone.CAUTION, "warning:") + " " + PlainText.lines(message));
    }
  }

  /** Prints a failure that did not stop what was asked for. */
  public void warn(DistroException failure) {
    if (json.isPresent()) {
      json.get().write("warning", ErrorData.of(failure));
    } else {
      print(failure, style.paint(Tone.CAUTION, "warning:"));
    }
  }

  /** Prints what is worth knowing beside the result. */
  public void note(String message) {
    if (json.isPresent()) {
      json.get().write("note", Map.of("message", message));
    } else {
      err.println(PlainText.lines(message));
    }
  }

  private void print(DistroException failure) {
    print(failure, style.paint(Tone.BAD, "error:"));
  }

  private void print(DistroException failure, String label) {
    err.println(label + " " + PlainText.lines(String.valueOf(failure.getMessage())));
    failure.where().forEach(place -> err.println("  at " + indented(place.toString())));
    failure.hint().ifPresent(this::hint);
  }

  private void hint(String hint) {
    err.println("  " + style.paint(Tone.BUSY, "hint:") + " " + indented(hint));
  }

  private int print(Throwable failure, JsonLines lines) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    int exit = ExitCode.BUG;
    if (failure instanceof DistroException known) {
      data.putAll(ErrorData.of(known));
      exit = ExitCode.of(known.code());
    } else {
      data.putAll(ErrorData.of(DistroException.of(ErrorCode.INTERNAL, unknown(failure), BUG_HINT)));
    }
    data.put("exit", (long) exit);
    if (debug || exit == ExitCode.BUG) {
      data.put("stackTrace", stackTrace(failure));
    }
    lines.write("error", data);
    return exit;
  }

  private static String unknown(Throwable failure) {
    return "cannot finish: internal error: " + failure;
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
