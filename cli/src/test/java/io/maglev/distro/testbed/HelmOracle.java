package io.maglev.distro.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The real Helm, whose output decides what ours must be. It sees no configuration, cache, plugin or
 * cluster of the person who runs the tests.
 *
 * @param binary where it is, for tests that run it in their own way
 * @param environment all variables that it gets
 */
public record HelmOracle(Path binary, Map<String, String> environment) {
  public HelmOracle {
    environment = Map.copyOf(environment);
  }

  static HelmOracle at(Path home, Path binary) {
    return new HelmOracle(
        binary,
        Map.of(
            "PATH", System.getenv().getOrDefault("PATH", ""),
            "HOME", home.toString(),
            "KUBECONFIG", home.resolve("no-cluster").toString()));
  }

  /** The same, talking to a testbed's cluster and, unless told otherwise, in its namespace. */
  public HelmOracle on(Testbed testbed) {
    Map<String, String> more = new HashMap<>(environment);
    more.put("KUBECONFIG", testbed.kubeconfig().toString());
    more.put("HELM_NAMESPACE", testbed.namespace());
    return new HelmOracle(binary, more);
  }

  /** Runs Helm in the current directory and waits for it. */
  public Result run(String... args) {
    return runIn(Path.of(""), args);
  }

  /** Runs Helm in a directory, for output that holds relative paths, and waits for it. */
  public Result runIn(Path dir, String... args) {
    List<String> command = new ArrayList<>(List.of(binary.toString()));
    command.addAll(List.of(args));
    try {
      Path errors = Files.createTempFile("helm-oracle-", ".err");
      try {
        return finish(start(dir, command, errors), errors);
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Process start(Path dir, List<String> command, Path errors) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(dir.toAbsolutePath().toFile())
            .redirectError(errors.toFile());
    builder.environment().clear();
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Result finish(Process process, Path errors) throws IOException {
    process.getOutputStream().close();
    byte[] out = process.getInputStream().readAllBytes();
    int exit = process.onExit().join().exitValue();
    return new Result(
        exit,
        new String(out, StandardCharsets.UTF_8),
        Files.readString(errors, StandardCharsets.UTF_8));
  }

  /**
   * What a run of Helm came to.
   *
   * @param exit its exit code
   * @param out its standard output
   * @param err its standard error
   */
  public record Result(int exit, String out, String err) {

    /** Its standard output, or an {@link AssertionError} with the other one if it failed. */
    public String orFail() {
      if (exit != 0) {
        throw new AssertionError("helm ended with " + exit + ": " + err);
      }
      return out;
    }
  }
}
