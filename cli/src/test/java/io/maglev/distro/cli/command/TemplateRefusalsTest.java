package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whatever is malformed, {@code distro template} ends with 1, prints nothing to its output and says
 * what Helm says. With {@code -Dgolden.update=true} and {@code HELM_BIN} Helm's texts and ours are
 * recorded anew.
 */
class TemplateRefusalsTest {
  private static final Path CASES = Path.of("src/test/resources/golden/bad-input");
  private static final String ACCEPTED = "(accepted)\n";

  @TempDir private Path dir = Path.of("");

  static Stream<RefusalCase> cases() throws IOException {
    List<RefusalCase> cases = new ArrayList<>();
    try (Stream<Path> files = Files.list(CASES)) {
      for (Path file : files.sorted().toList()) {
        cases.addAll(RefusalCase.read(file));
      }
    }
    return cases.stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  @Timeout(value = 60, unit = TimeUnit.SECONDS)
  void template_ofBadInput_isRefusedInHelmsWords(RefusalCase bad) throws Exception {
    bad.writeTo(dir);

    Ran ran = Ran.distro(arguments(bad));
    String said = ran.exit() == 0 ? ACCEPTED : ran.err().replace(dir + "/", "");
    record(bad, said);

    assertThat(said).isEqualTo(bad.fact("distro"));
    if (ran.exit() == 0) {
      assertThat(bad.fact("why").isEmpty() ? bad.fact("helm") : ACCEPTED).isEqualTo(ACCEPTED);
      return;
    }
    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).isEmpty();
    assertThat(ran.err())
        .startsWith("error: cannot ")
        .doesNotContain("Exception", "\tat ", "java.");
    if (bad.fact("why").isEmpty()) {
      assertThat(said).contains(firstLine(bad.fact("helm")));
    }
  }

  private String[] arguments(RefusalCase bad) {
    List<String> arguments = new ArrayList<>(List.of("template", "rel", dir + "/" + bad.chart()));
    for (String argument : bad.args()) {
      arguments.add(Files.exists(dir.resolve(argument)) ? dir + "/" + argument : argument);
    }
    return arguments.toArray(String[]::new);
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("").stripTrailing();
  }

  private void record(RefusalCase bad, String said) throws Exception {
    if (!Boolean.getBoolean("golden.update")) {
      return;
    }
    String old = bad.text();
    bad.facts().put("helm", helm(bad));
    bad.facts().put("distro", said);
    Path file = CASES.resolve(bad.name().substring(0, bad.name().indexOf('/')) + ".cases");
    Files.writeString(file, Files.readString(file).replace(old, bad.text()));
  }

  private String helm(RefusalCase bad) throws Exception {
    List<String> command =
        new ArrayList<>(List.of(System.getenv("HELM_BIN"), "template", "rel", bad.chart()));
    command.addAll(bad.args());
    Process process = new ProcessBuilder(command).directory(dir.toFile()).start();
    byte[] errors = process.getErrorStream().readAllBytes();
    if (process.waitFor() == 0) {
      return ACCEPTED;
    }
    String text = new String(errors, StandardCharsets.UTF_8).replace(dir + "/", "");
    String error = text.substring(text.indexOf("Error: ") + "Error: ".length());
    int advice = error.indexOf("\n\nUse --debug flag");
    return (advice < 0 ? error.stripTrailing() : error.substring(0, advice)) + "\n";
  }
}
