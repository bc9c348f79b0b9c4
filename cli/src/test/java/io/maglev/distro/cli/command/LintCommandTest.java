package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.yaml.GoJson;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LintCommandTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void manifest_allWell() {
    charts.chart("a");
    Path manifest = charts.manifest("components: [{name: a, kind: core-addon, chart: a}]");

    Ran ran = Ran.distro("lint", manifest.toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).isEqualTo("manifest '" + manifest + "': 0 errors, 0 warnings\n");
  }

  @Test
  void manifest_problems_areOneLineEach() {
    Path manifest =
        charts.manifest("components: [{name: A, kind: core-addon, chart: a, x: 1}]\nhoks: []\n");

    Ran ran = Ran.distro("lint", manifest.toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            """
            F:5:23: error: 'A' is no name; use lower-case letters, digits and '-' between them
            F:5:54: error: unknown key 'x' in component 'A'
            F:6:3: error: unknown key 'hoks' in spec; did you mean 'hooks'?
            manifest 'F': 3 errors, 0 warnings
            """
                .replace("F", manifest.toString()));
  }

  @Test
  void manifest_withAProfile_isCheckedAsThatVariant() {
    charts.chart("a");
    Path manifest =
        charts.manifest(
            """
            components: [{ name: a, kind: core-addon, chart: a }]
            profiles: { dev: { components: [{ name: a, requires: [db] }] } }
            """);

    assertThat(Ran.distro("lint", manifest.toString()).out())
        .contains(":6:57: error: component 'a' requires db, which nothing provides")
        .contains("provided are a (profile dev)\n")
        .endsWith(": 1 error, 0 warnings\n");
    assertThat(Ran.distro("lint", manifest.toString(), "--profile", "dev").out())
        .contains(":6:57: error: component 'a' requires db, which nothing provides");
    assertThat(Ran.distro("lint", manifest.toString(), "--profile", "dve").exit()).isEqualTo(2);
    Ran chart = Ran.distro("lint", dir.resolve("a").toString(), "--profile", "dev");
    assertThat(chart.exit()).isEqualTo(2);
    assertThat(chart.err()).contains("with a profile: it is a chart");
  }

  @Test
  void manifest_requiredParameter_isNotRenderedButChecked() {
    charts.chart("a");
    Path manifest =
        charts.manifest(
            """
            parameters: { p: { type: string } }
            components: [{ name: a, kind: core-addon, chart: a }]
            """);

    Ran ran = Ran.distro("lint", manifest.toString());

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .contains("warning: not rendered: cannot go on without parameters: p\n")
        .endsWith("0 errors, 1 warning\n");
  }

  @Test
  void manifest_cycle_isOneProblem() {
    charts.chart("x");
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: x, requires: [b] }
              - { name: b, kind: core-addon, chart: x, requires: [a] }
            """);

    assertThat(Ran.distro("lint", manifest.toString()).out())
        .contains("cycle a -> b -> a: component 'a' requires b of 'b'")
        .endsWith("1 error, 0 warnings\n");
  }

  @Test
  void manifest_severalThatDoNotRender_areOneProblemEach() {
    for (String name : List.of("a", "b")) {
      charts.chart(name);
      charts.write(name + "/templates/x.yaml", "{{ fail \"no\" }}");
    }
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: a }
              - { name: b, kind: core-addon, chart: b }
            """);

    assertThat(Ran.distro("lint", manifest.toString()).out())
        .contains("error: cannot render component 'a': ", "error: cannot render component 'b': ")
        .endsWith("2 errors, 0 warnings\n");
  }

  @Test
  void chart_directoryArchiveOrLibrary() {
    charts.chart("good");
    charts.chart("lib", "type: library");
    charts.chart("bad", "annotations: { distro.maglev.io/provides: 'X 1' }");
    charts.chart("odd", "deprecated: true");

    assertThat(Ran.distro("lint", path("good")).out())
        .isEqualTo("chart '" + path("good") + "': 0 errors, 0 warnings\n");
    assertThat(Ran.distro("lint", path("lib")).exit()).isZero();
    assertThat(Ran.distro("lint", path("odd")).out())
        .contains(": warning: This chart is deprecated\n");
    Ran bad = Ran.distro("lint", path("bad"));
    assertThat(bad.exit()).isEqualTo(1);
    assertThat(bad.out())
        .contains(path("bad") + "/Chart.yaml: error: ", "provides: 'X 1' is no capability");
  }

  @Test
  void bundle_isCheckedAndRendered() {
    charts.chart("a");
    Path manifest = charts.manifest("components: [{name: a, kind: core-addon, chart: a}]");
    Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString());

    Ran ran = Ran.distro("lint", path("demo-1.2.3.distro.tar"));

    assertThat(ran.out())
        .isEqualTo("bundle '" + path("demo-1.2.3.distro.tar") + "': 0 errors, 0 warnings\n");
  }

  @Test
  void asData_isAListOfFindings() {
    charts.chart("odd", "deprecated: true");

    Ran ran = Ran.distro("lint", path("odd"), "-o", "json");

    assertThat(GoJson.read(ran.out()))
        .isEqualTo(
            List.of(
                Map.of(
                    "severity",
                    "warning",
                    "file",
                    path("odd"),
                    "line",
                    0.0,
                    "column",
                    0.0,
                    "message",
                    "This chart is deprecated")));
  }

  @Test
  void nothingThere_isAnError() {
    Ran ran = Ran.distro("lint", path("none"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: cannot lint '" + path("none") + "': ");
  }

  private String path(String name) {
    return dir.resolve(name).toString();
  }
}
