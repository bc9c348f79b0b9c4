package io.maglev.distro.cli;

import io.maglev.distro.cli.prompt.Keyboard;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a command may see and write: passed in, so that whole commands run in process under test.
 *
 * @param out results, and nothing else
 * @param err progress and errors
 * @param interactive a person sits before it: prompts are allowed
 * @param keyboard what that person types
 */
public record Console(
    PrintStream out,
    PrintStream err,
    InputStream in,
    Map<String, String> environment,
    boolean interactive,
    Keyboard keyboard) {

  /** A console whose prompts are answered by its input. */
  public Console(
      PrintStream out,
      PrintStream err,
      InputStream in,
      Map<String, String> environment,
      boolean interactive) {
    this(out, err, in, environment, interactive, Keyboard.of(in));
  }

  /** The console of this process; text is UTF-8 whatever the locale says. */
  @SuppressWarnings("SystemConsoleNull") // the launcher sets jdk.console=java.base: null again
  public static Console ofProcess() {
    return new Console(
        new PrintStream(System.out, false, StandardCharsets.UTF_8),
        new PrintStream(System.err, true, StandardCharsets.UTF_8),
        System.in,
        System.getenv(),
        System.console() != null,
        Keyboard.ofProcess());
  }
}
