package io.maglev.distro.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Finds {@code controlplane}, {@code helm}, {@code helm4} and {@code oracle}: the binary that the
 * environment names, else what {@code testbed/build} has cached or builds now, which needs Go and
 * minutes.
 *
 * @param environment variables, of which those in {@link #VARIABLES} are read
 * @param repository the root of the checkout
 */
record TestbedBinaries(Map<String, String> environment, Path repository) {
  static final String CONTROL_PLANE = "controlplane";
  static final String HELM = "helm";
  static final String HELM4 = "helm4";
  static final String ORACLE = "oracle";

  private static final Map<String, String> VARIABLES =
      Map.of(
          CONTROL_PLANE, "DISTRO_TESTBED_BIN",
          HELM, "HELM_BIN",
          HELM4, "HELM4_BIN",
          ORACLE, "DISTRO_ORACLE_BIN");

  static TestbedBinaries ofEnvironment() {
    Path dir = Path.of("").toAbsolutePath();
    while (!Files.exists(dir.resolve("testbed/build")) && dir.getParent() != null) {
      dir = dir.getParent();
    }
    return new TestbedBinaries(System.getenv(), dir);
  }

  /**
   * Returns the absolute path of a binary.
   *
   * @throws MissingException if it is neither named nor cached nor can be built
   */
  Path find(String name) {
    String variable = VARIABLES.get(name);
    String named = environment.getOrDefault(variable, "");
    if (named.isEmpty()) {
      return build(name);
    }
    Path path = Path.of(named).toAbsolutePath();
    if (!Files.isExecutable(path)) {
      throw new MissingException(
          String.format(Locale.ROOT, "%s names '%s', which is no program", variable, named));
    }
    return path;
  }

  private Path build(String name) {
    Path script = repository.resolve("testbed/build");
    ProcessBuilder builder =
        new ProcessBuilder(script.toString(), "--only", name)
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().clear();
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      process.getOutputStream().close();
      String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      int exit = process.waitFor();
      if (exit != 0) {
        throw new MissingException(
            String.format(Locale.ROOT, "'testbed/build --only %s' ended with %d", name, exit));
      }
      return Path.of(out.strip()).resolve(name);
    } catch (IOException e) {
      throw new MissingException("cannot run testbed/build: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UncheckedIOException(new IOException("interrupted while building " + name, e));
    }
  }

  /** Says why a binary is not to be had. */
  static final class MissingException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    MissingException(String message) {
      super(message);
    }
  }
}
