package io.maglev.distro.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each case is a directory: {@code chart/}, optionally {@code values.yaml} and {@code args} (one
 * argument a line), and {@code expected}: what the real Helm printed, an error as one line. With
 * {@code -Dgolden.update=true} and {@code HELM_BIN} the expectations are recorded anew.
 */
class GoldenRenderTest {
  private static final Path CASES = Path.of("src/test/resources/golden/render");

  static Stream<String> cases() throws IOException {
    try (Stream<Path> directories = Files.list(CASES)) {
      return directories
          .filter(Files::isDirectory)
          .map(directory -> directory.getFileName().toString())
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void render_case_printsWhatHelmPrints(String name) throws Exception {
    Path directory = CASES.resolve(name);
    List<String> arguments = arguments(directory);
    if (Boolean.getBoolean("golden.update")) {
      Files.write(directory.resolve("expected"), helm(directory, arguments));
    }

    byte[] output = HelmTemplateRun.output(directory, arguments);

    assertThat(new String(output, StandardCharsets.UTF_8))
        .isEqualTo(Files.readString(directory.resolve("expected")));
  }

  @Test
  void cases_holdNothingThatNoTestReads() throws IOException {
    List<String> known = List.of("chart", "values.yaml", "args", "expected", "input");
    List<Path> strange = new ArrayList<>();
    for (String name : cases().toList()) {
      try (Stream<Path> files = Files.list(CASES.resolve(name))) {
        files.filter(file -> !known.contains(file.getFileName().toString())).forEach(strange::add);
      }
    }

    assertThat(strange).isEmpty();
  }

  private static List<String> arguments(Path directory) throws IOException {
    List<String> arguments = new ArrayList<>();
    if (Files.exists(directory.resolve("values.yaml"))) {
      arguments.addAll(List.of("--values", "values.yaml"));
    }
    if (Files.exists(directory.resolve("args"))) {
      arguments.addAll(Files.readAllLines(directory.resolve("args")));
    }
    return arguments;
  }

  private static byte[] helm(Path directory, List<String> arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(System.getenv("HELM_BIN"), "template", "chart"));
    command.addAll(arguments);
    Process process = new ProcessBuilder(command).directory(directory.toFile()).start();
    byte[] errors = process.getErrorStream().readAllBytes();
    byte[] output = process.getInputStream().readAllBytes();
    if (process.waitFor() == 0) {
      return output;
    }
    String text = new String(errors, StandardCharsets.UTF_8);
    String error = text.substring(text.indexOf("Error: "));
    int advice = error.indexOf("\n\nUse --debug flag");
    return ((advice < 0 ? error.stripTrailing() : error.substring(0, advice)) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }
}
