package io.maglev.distro.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.testbed.Testbed;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Runs whole commands in process, as a script would: no terminal, an empty environment.
 *
 * @param kubeconfig the cluster that {@link #onCluster} means
 */
record DistroCli(Path kubeconfig) {

  static DistroCli on(Testbed testbed) {
    return new DistroCli(testbed.kubeconfig());
  }

  /** Runs a command that needs no cluster. */
  Run run(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Console console =
        new Console(
            new PrintStream(out, true, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            InputStream.nullInputStream(),
            Map.of(),
            false);
    int exit = new DistroCommandLine(console).run(args);
    return new Run(
        exit, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }

  /** Runs a command with the cluster's kubeconfig. */
  Run onCluster(String... args) {
    return run(
        Stream.concat(Stream.of(args), Stream.of("--kubeconfig", kubeconfig.toString()))
            .toArray(String[]::new));
  }

  /**
   * Composes a manifest into a directory beside it.
   *
   * @return the bundle
   */
  Path compose(Path manifest, String... options) {
    Path dir = manifest.resolveSibling("bundles");
    run(Stream.concat(
                Stream.of("compose", "-f", manifest.toString(), "-o", dir.toString()),
                Stream.of(options))
            .toArray(String[]::new))
        .orFail();
    String[] files = dir.toFile().list((parent, name) -> name.endsWith(".distro.tar"));
    if (files == null || files.length != 1) {
      throw new AssertionError("expected one bundle in " + dir);
    }
    return dir.resolve(files[0]);
  }

  /**
   * What a run came to.
   *
   * @param exit its exit code
   * @param out its standard output
   * @param err its standard error
   */
  record Run(int exit, String out, String err) {

    /** The same, or an {@link AssertionError} with all it wrote if it failed. */
    Run orFail() {
      if (exit != 0) {
        throw new AssertionError("ended with " + exit + ":\n" + err + out);
      }
      return this;
    }

    /** Its standard output, read as JSON. */
    JsonNode json() {
      try {
        return new ObjectMapper().readTree(out);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** The lines of its last error: from {@code error:} to the end. */
    String error() {
      int start = err.lastIndexOf("error: ");
      return start < 0 ? "" : err.substring(start);
    }

    /**
     * All of its errors: a run that was taken back tells the cause first, then what became of it.
     */
    String errors() {
      return err.lines()
          .dropWhile(line -> !line.startsWith("error: "))
          .collect(Collectors.joining("\n"));
    }
  }
}
