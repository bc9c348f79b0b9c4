package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** With a script in Helm's place; {@link ConformanceCommandIT} has the real one. */
class ConformanceCommandTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir.resolve("charts"));
  }

  @Test
  void difference_isCountedAndTold_exit1() throws IOException {
    charts.chart("app");

    Ran ran = conformance(script("echo '---'; echo '# Source: app/x.yaml'; echo 'a: 1'"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .startsWith("app: content differs\n  app/x.yaml (line 2 of the output)\n")
        .contains("CHARTS  CASES  CONTENT DIFFERS\napp     1      1\ntotal   1      1\n")
        .contains("0 of 1 cases cannot be told from Helm (0.00 %)");
    assertThat(ran.err()).isEqualTo("compared with helm v9.9.9\n");
  }

  @Test
  void manyDifferences_showTheFirstFew() throws IOException {
    for (int i = 0; i < 7; i++) {
      charts.chart("app" + i);
    }
    Path helm = script("echo 'a: 1'");

    Ran ran =
        Ran.distro(
            "conformance",
            dir.resolve("charts").toString(),
            "--repeat",
            "1",
            "--helm",
            helm.toString());

    assertThat(ran.out())
        .contains("app4: content differs")
        .doesNotContain("app5: content differs")
        .contains("\n2 more differ: --details shows them\n");
  }

  @Test
  void helmThatRefusesWhatWeRender_isTold() throws IOException {
    charts.chart("app");

    Ran ran = conformance(script("echo 'Error: no way' >&2; exit 1"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out()).startsWith("app: only distro renders\n  Helm: no way\n");
  }

  @Test
  void helmSeesNothingOfTheCallersEnvironment() throws IOException {
    charts.chart("app");

    Ran ran = conformance(script("echo \"Error: $HELM_DEBUG${KUBECONFIG%/*}\" >&2; exit 1"));

    assertThat(ran.out()).contains("distro-conformance-");
  }

  @Test
  void outputAsJson_holdsEveryFinding() throws IOException {
    charts.chart("app");
    Path helm = script("echo 'a: 1'");

    Ran ran =
        Ran.distro(
            "conformance",
            dir.resolve("charts").toString(),
            "--helm",
            helm.toString(),
            "--repeat",
            "1",
            "-o",
            "json");

    assertThat(ran.out())
        .contains("\"case\": \"app\"")
        .contains("\"verdict\": \"content differs\"")
        .contains("\"conforms\": false");
  }

  @Test
  void noHelm_isAnError_withAHint() {
    charts.chart("app");

    Ran ran = conformance(dir.resolve("none"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: cannot run helm '").contains("hint: name a Helm 3");
  }

  @Test
  void jobsOutOfRange_isUsage() {
    assertThat(Ran.distro("conformance", dir.toString(), "--jobs", "0").exit()).isEqualTo(2);
  }

  private Ran conformance(Path helm) {
    return Ran.distro(
        "conformance",
        dir.resolve("charts").toString(),
        "--details",
        "--repeat",
        "2",
        "--helm",
        helm.toString());
  }

  private Path script(String body) throws IOException {
    Path file = dir.resolve("helm");
    Files.writeString(
        file, "#!/bin/sh\nif [ \"$1\" = version ]; then echo v9.9.9; exit; fi\n" + body + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
