package io.maglev.distro.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * What a whole command did, run in this process.
 *
 * @param exit its exit code
 */
public record Ran(int exit, String out, String err) {

  /** Runs a command without any environment. */
  public static Ran distro(String... args) {
    return distro(Map.of(), "", args);
  }

  /** Runs a command. */
  public static Ran distro(Map<String, String> environment, String stdin, String... args) {
    return run(false, environment, stdin, args);
  }

  /** Runs a command before which somebody sits and types. */
  public static Ran onTerminal(String typed, String... args) {
    return onTerminal(Map.of(), typed, args);
  }

  /** As {@link #onTerminal(String, String...)}, in an environment. */
  public static Ran onTerminal(Map<String, String> environment, String typed, String... args) {
    return run(true, environment, typed, args);
  }

  private static Ran run(
      boolean interactive, Map<String, String> environment, String stdin, String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, false, StandardCharsets.UTF_8),
            new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8)),
            environment,
            interactive);
    int exit = new DistroCommandLine(console).run(args);
    return new Ran(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
