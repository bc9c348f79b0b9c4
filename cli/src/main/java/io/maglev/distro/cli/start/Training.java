package io.maglev.distro.cli.start;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.DistroCommandLine;
import io.maglev.distro.cli.Main;
import io.maglev.distro.cli.command.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Runs the common commands once, so that the JVM meets the classes they load: on charts and a
 * sandbox in a directory of its own, and against a server of its own on the loopback interface that
 * answers like an empty cluster. Nothing else is touched, nothing is printed.
 */
public final class Training {
  private static final List<String> CHART =
      List.of(
          "Chart.yaml",
          "values.yaml",
          "values.schema.json",
          "templates/_helpers.tpl",
          "templates/NOTES.txt",
          "templates/functions.yaml",
          "templates/workload.yaml");

  private final Path directory;

  Training(Path directory) {
    this.directory = directory;
  }

  /**
   * One command.
   *
   * @param exit what it exited with
   */
  record Step(List<String> arguments, int exit) {}

  /** Argument: an empty directory. */
  public static void main(String[] args) throws IOException {
    Objects.requireNonNull(Main.class);
    Console.ofProcess();
    new Training(Path.of(args[0])).run();
    System.exit(0); // whatever a command may have left running
  }

  List<Step> run() throws IOException {
    Files.writeString(directory.resolve("distro.yaml"), resource("distro.yaml"));
    for (String file : CHART) {
      Path target = directory.resolve("chart").resolve(file);
      Files.createDirectories(target.getParent());
      Files.writeString(target, resource(file));
    }
    List<Step> steps = new ArrayList<>();
    steps.add(step("no-such-command"));
    for (Commands.Entry command : Commands.all()) {
      steps.add(step(command.name(), "--debug", "--help")); // alone, --help needs no picocli
    }
    steps.add(step("version", "--help"));
    steps.add(step("--help"));
    steps.add(step("version"));
    steps.add(step("template", "demo", path("chart"), "--set", "replicas=2"));
    steps.add(step("lint", path("chart")));
    steps.add(step("compose", "-f", path("distro.yaml"), "-o", path("out")));
    String bundle = path("out/training-0.1.0.distro.tar");
    steps.add(step("inspect", bundle));
    steps.add(step("template", bundle));
    steps.add(step("install", bundle, "--sandbox"));
    steps.add(step("list", "--sandbox"));
    steps.add(step("status", "--sandbox"));
    steps.add(step("list"));
    steps.addAll(onServer());
    return steps;
  }

  /** The way to a cluster: kubeconfig, TLS with a client's certificate, HTTP/2, JSON. */
  private List<Step> onServer() throws IOException {
    List<Step> steps = new ArrayList<>();
    for (String algorithm : List.of("EC", "RSA")) {
      Path kubeconfig = directory.resolve("kubeconfig-" + algorithm);
      try (TrainingServer server = TrainingServer.start(directory, algorithm)) {
        Files.writeString(kubeconfig, server.kubeconfig());
        steps.add(step("list", "--kubeconfig", kubeconfig.toString()));
        steps.add(step("list", "-o", "json", "--kubeconfig", kubeconfig.toString()));
        steps.add(step("list", "--context", "token", "--kubeconfig", kubeconfig.toString()));
      }
    }
    return steps;
  }

  private Step step(String... arguments) {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    Map<String, String> environment =
        Map.of("HOME", directory.toString(), "DISTRO_SANDBOX", path("sandbox.json"));
    Console console =
        new Console(nowhere, nowhere, InputStream.nullInputStream(), environment, false);
    return new Step(List.of(arguments), new DistroCommandLine(console).run(arguments));
  }

  private String path(String name) {
    return directory.resolve(name).toString();
  }

  private static String resource(String name) {
    try (InputStream in = Training.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
