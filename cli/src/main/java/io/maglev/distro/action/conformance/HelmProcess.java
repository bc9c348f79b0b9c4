package io.maglev.distro.action.conformance;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Runs {@code helm template}. It sees no configuration, repository, plugin or cluster of whoever
 * runs it: only then do two machines find the same.
 */
public final class HelmProcess implements AutoCloseable {
  private static final int SECONDS = 120;

  /** What Helm adds to many of its errors. */
  private static final String ADVICE = "\n\nUse --debug flag to render out invalid YAML";

  private final String binary;
  private final Path home;

  private HelmProcess(String binary, Path home) {
    this.binary = binary;
    this.home = home;
  }

  /** The Helm of that name or path; the caller closes it. */
  public static HelmProcess of(String binary) {
    try {
      return new HelmProcess(binary, Files.createTempDirectory("distro-conformance-"));
    } catch (IOException e) {
      throw DistroException.of(
          ErrorCode.IO, "cannot make a temporary folder: " + FileTrouble.reason(e));
    }
  }

  /** Its version, as {@code v3.22.0}. */
  public String version() {
    Rendering answer = run(List.of(binary, "version", "--template", "{{.Version}}"));
    if (answer instanceof Rendering.Output output) {
      return output.text().strip();
    }
    throw DistroException.of(
        ErrorCode.NOT_FOUND,
        "cannot run helm '" + binary + "': it does not tell its version",
        "name a Helm 3 with --helm FILE");
  }

  /** Renders a case as {@code helm template} does by default. */
  Rendering render(ConformanceCase subject) {
    List<String> command = new ArrayList<>(List.of(binary, "template", "release-name"));
    command.add(subject.chart().toString());
    subject.values().ifPresent(file -> command.addAll(List.of("--values", file.toString())));
    return run(command);
  }

  private Rendering run(List<String> command) {
    try {
      Path errors = Files.createTempFile(home, "stderr-", ".txt");
      try {
        return finish(start(command, errors), errors);
      } finally {
        Files.delete(errors);
      }
    } catch (IOException e) {
      throw DistroException.of(
          ErrorCode.IO,
          "cannot run helm '" + binary + "': " + FileTrouble.reason(e),
          "name a Helm 3 with --helm FILE");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Rendering.Crash("interrupted");
    }
  }

  private Process start(List<String> command, Path errors) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
    Map<String, String> environment = builder.environment();
    environment.keySet().removeIf(name -> !name.equals("PATH"));
    environment.put("HOME", home.toString());
    environment.put("KUBECONFIG", home.resolve("no-cluster").toString());
    return builder.start();
  }

  private static Rendering finish(Process process, Path errors)
      throws IOException, InterruptedException {
    process.getOutputStream().close();
    CompletableFuture<Void> limit =
        CompletableFuture.runAsync(
            process::destroyForcibly, CompletableFuture.delayedExecutor(SECONDS, TimeUnit.SECONDS));
    byte[] output = process.getInputStream().readAllBytes();
    int exit = process.waitFor();
    if (limit.isDone()) {
      return new Rendering.Crash("no end within " + SECONDS + "s");
    }
    limit.cancel(false);
    if (exit == 0) {
      return Rendering.Output.of(output);
    }
    String text = Files.readString(errors, StandardCharsets.ISO_8859_1);
    int start = text.lastIndexOf("\nError: ") + 1;
    return text.startsWith("Error: ", start)
        ? new Rendering.Refusal(List.of(refusal(text.substring(start + "Error: ".length()))))
        : new Rendering.Crash(text.lines().findFirst().orElse("exit " + exit));
  }

  private static String refusal(String latin) {
    String text = new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    int advice = text.indexOf(ADVICE);
    return (advice < 0 ? text : text.substring(0, advice)).strip();
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(home)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      // A folder left in the system's temporary directory spoils no result.
      home.toFile().deleteOnExit();
    }
  }
}
