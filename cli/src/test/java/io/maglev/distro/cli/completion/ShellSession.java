package io.maglev.distro.cli.completion;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A real shell that completes in a directory. Skips the test, loudly, where the shell is missing.
 *
 * @param script what it sources
 */
record ShellSession(Shell shell, Path script, Path dir) {

  /** What the shell offers for the last word of a line, in its order. */
  List<String> complete(String line, String... more) {
    List<String> command = new ArrayList<>(command());
    command.addAll(List.of(driver().toString(), script.toString(), line));
    command.addAll(List.of(more));
    return run(command).lines().toList();
  }

  private List<String> command() {
    return switch (shell) {
      case BASH -> List.of("bash", "--norc");
      case ZSH -> List.of("zsh", "-f");
      case FISH -> List.of("fish", "--no-config");
    };
  }

  private Path driver() {
    String name = "complete." + command().get(0);
    return Path.of("src/test/resources/completion", name).toAbsolutePath();
  }

  void orSkip() {
    try {
      run(List.of(command().get(0), "-c", "true"));
    } catch (AssertionError e) {
      String message = "SKIPPED: there is no " + command().get(0) + " to try its completion in";
      System.err.println(message);
      Assumptions.abort(message);
    }
  }

  private String run(List<String> command) {
    try {
      Path output = Files.createTempFile("completed", ".txt");
      try {
        Process process =
            new ProcessBuilder(command)
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
          process.destroyForcibly();
          throw new AssertionError("no answer from " + command);
        }
        return Files.readString(output, StandardCharsets.UTF_8);
      } finally {
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new AssertionError("cannot run " + command, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
