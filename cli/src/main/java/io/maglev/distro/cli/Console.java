package io.maglev.distro.cli;

import io.maglev.distro.cli.output.Display;
import io.maglev.distro.cli.output.Style;
import io.maglev.distro.cli.prompt.Keyboard;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.function.IntSupplier;

/**
 * What a command may see and write: passed in, so that whole commands run in process under test.
 *
 * @param out results, and nothing else
 * @param err progress and errors
 * @param interactive a person sits before it: prompts are allowed
 * @param keyboard what that person types
 * @param terminal what of it is a terminal
 * @param jsonErr a program reads stderr: nothing may be written there but JSON, one object a line
 */
public record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    boolean interactive,
    Keyboard keyboard,
    Terminal terminal,
    boolean jsonErr) {

  /** A console that shows no terminal and whose prompts are answered by its input. */
  public Console(
      PrintStream out,
      PrintStream err,
      InputStream in,
      Map<String, String> environment,
      boolean interactive) {
    this(out, err, in, environment, interactive, Keyboard.of(in), Terminal.NONE, false);
  }

  /** The console of this process; text is UTF-8 whatever the locale says. */
  @SuppressWarnings("SystemConsoleNull") // the launcher sets jdk.console=java.base: null again
  public static Console ofProcess() {
    Map<String, String> environment = System.getenv();
    return new Console(
        new PrintStream(System.out, false, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.in,
        environment,
        System.console() != null,
        Keyboard.ofProcess(),
        new ProcessTerminal(environment),
        false);
  }

  /** The same on another terminal. */
  public Console on(Terminal other) {
    return new Console(out, err, in, environment, interactive, keyboard, other, jsonErr);
  }

  /** The same with stderr for programs; nobody is asked there either. */
  public Console withJsonErr() {
    return new Console(out, err, in, environment, false, keyboard, terminal, true);
  }

  /** How results may look on stdout; the width is asked for once. */
  public Display display() {
    Style style = Style.of(environment, terminal.showsOut());
    int[] known = {0};
    IntSupplier columns =
        () -> {
          if (known[0] == 0) {
            known[0] = terminal.showsOut() ? terminal.size().columns() : Display.ENDLESS;
          }
          return known[0];
        };
    return Display.of(columns, style, environment);
  }

  /** How words may look on stderr. */
  public Style errStyle() {
    return jsonErr ? Style.NONE : Style.of(environment, terminal.showsErr());
  }
}
