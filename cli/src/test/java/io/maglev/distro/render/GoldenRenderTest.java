package io.maglev.distro.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is a directory: {@code chart/}, optionally {@code values.yaml}, and either {@code args}
 * (one argument a line) with {@code expected}, what the real Helm printed, an error as one line; or
 * {@code runs}, each line {@code NAME: ARGUMENT ARGUMENT...}, with {@code expected/NAME} for each.
 * With {@code -Dgolden.update=true} and {@code HELM_BIN} the expectations are recorded anew, of
 * charts that Helm renders the same each time.
 */
class GoldenRenderTest {
  private static final Path CASES = Path.of("src/test/resources/golden/render");
  private static final int RECORDINGS = 4;

  static Stream<GoldenRun> runs() throws IOException {
    List<GoldenRun> runs = new ArrayList<>();
    for (Path directory : cases()) {
      runs.addAll(GoldenRun.of(directory));
    }
    return runs.stream();
  }

  @ParameterizedTest
  @MethodSource("runs")
  void render_run_printsWhatHelmPrints(GoldenRun run) throws Exception {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(Objects.requireNonNull(run.expected().getParent()));
      Files.write(run.expected(), recorded(run));
    }

    byte[] output = HelmTemplateRun.output(run.directory(), run.arguments());

    assertThat(new String(output, StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(run.expected()));
  }

  @Test
  void cases_holdNothingThatNoTestReads() throws IOException {
    List<String> known = List.of("chart", "values.yaml", "args", "runs", "expected", "input");
    Set<Path> read = runs().map(GoldenRun::expected).collect(Collectors.toSet());
    List<Path> strange = new ArrayList<>();
    for (Path directory : cases()) {
      try (Stream<Path> files = Files.list(directory)) {
        files.filter(file -> !known.contains(file.getFileName().toString())).forEach(strange::add);
      }
      try (Stream<Path> files = Files.walk(directory.resolve("expected"))) {
        files
            .filter(file -> Files.isRegularFile(file) && !read.contains(file))
            .forEach(strange::add);
      }
    }

    assertThat(strange).isEmpty();
  }

  private static List<Path> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories.filter(Files::isDirectory).sorted().toList();
    }
  }

  /** What Helm prints, unless it prints something else the next time. */
  private static byte[] recorded(GoldenRun run) throws Exception {
    byte[] first = helm(run);
    for (int i = 1; i < RECORDINGS; i++) {
      assertThat(new String(helm(run), StandardCharsets.UTF_8))
          .as("Helm, asked again")
          .isEqualTo(new String(first, StandardCharsets.UTF_8));
    }
    return first;
  }

  private static byte[] helm(GoldenRun run) throws Exception {
    List<String> command = new ArrayList<>(List.of(System.getenv("HELM_BIN"), "template", "chart"));
    command.addAll(run.arguments());
    Path errors = Files.createTempFile("helm", ".err");
    Process process =
        new ProcessBuilder(command)
            .directory(run.directory().toFile())
            .redirectError(errors.toFile())
            .start();
    byte[] output = process.getInputStream().readAllBytes();
    boolean accepted = process.waitFor() == 0;
    String text = Files.readString(errors);
    Files.delete(errors);
    if (accepted) {
      return output;
    }
    String error = text.substring(text.indexOf("Error: "));
    int advice = error.indexOf("\n\nUse --debug flag");
    return ((advice < 0 ? error : error.substring(0, advice)).stripTrailing() + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
