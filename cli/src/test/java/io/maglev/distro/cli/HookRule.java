package io.maglev.distro.cli;

import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One rule of hooks: templates of a chart below a comment that says what the rule is and what is
 * done with the chart.
 *
 * @param run the operations one after another; {@code !} at the end of one that fails
 */
record HookRule(String name, String sentence, List<String> run, String text) {
  private static final Path DIR = Path.of("src/test/resources/hook-rules");

  static List<HookRule> all() {
    try (Stream<Path> files = Files.list(DIR)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .map(HookRule::read)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static HookRule read(Path file) {
    try {
      String text = Files.readString(file);
      String name = file.getFileName().toString().replace(".yaml", "");
      String sentence = text.lines().findFirst().orElseThrow().substring(2);
      String run = key(text, "run").orElseThrow(() -> new AssertionError(name + " runs nothing"));
      return new HookRule(name, sentence, List.of(run.split(", ")), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Optional<String> key(String text, String key) {
    String start = "# " + key + ": ";
    return text.lines()
        .filter(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()))
        .findFirst();
  }

  /** An object that is there before anything runs. */
  Optional<String> before() {
    return key(text, "before");
  }

  /** What is left out of the comparison, since distro departs from Helm there. */
  boolean departs(String aspect) {
    return key(text, "departs").filter(aspect::equals).isPresent();
  }

  /** What distro's own record says where it departs from Helm's. */
  String ours() {
    return key(text, "ours").orElseThrow();
  }

  /** Options that Helm and distro both know. */
  List<String> options(String operation) {
    List<String> timeout = List.of("--timeout", key(text, "timeout").orElse("30s"));
    boolean none = operation.equals("test");
    List<String> more =
        key(text, "options").map(it -> Arrays.asList(it.split(" "))).orElse(List.of());
    return Stream.concat(timeout.stream(), none ? Stream.empty() : more.stream()).toList();
  }

  /** Writes the chart {@code a}. */
  void writeChart(Charts charts) {
    charts.chart("a");
    charts.write("a/templates/hooks.yaml", text);
    try {
      charts.write("a/templates/_hooks.tpl", Files.readString(DIR.resolve("_hooks.tpl")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    charts.write("a/values.yaml", "v: 1\n");
  }

  static Path moved(Path from, Path to) {
    try {
      return Files.move(from, to.normalize());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String toString() {
    return name;
  }
}
