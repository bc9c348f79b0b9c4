package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateCommandTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void chart_isPrintedAsHelmDoes() {
    charts.chart("app");

    Ran ran = Ran.distro("template", "mine", path("app"), "--set", "a.b=1,c=x");

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .isEqualTo(
            """
            ---
            # Source: app/templates/configmap.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: mine
            data:
              values: "{\\"a\\":{\\"b\\":1},\\"c\\":\\"x\\"}"
            """);
  }

  @Test
  void chart_withoutName_hasHelmsDefault() {
    charts.chart("app");

    assertThat(Ran.distro("template", path("app")).out()).contains("name: release-name\n");
  }

  @Test
  void chart_valuesOfEveryKind_areJoinedInHelmsOrder() {
    charts.chart("app");
    charts.write("one.yaml", "a: file\nb: file\nc: file\nd: file\ne: file\nf: file\ng: file\n");
    charts.write("text", "content");

    Ran ran =
        Ran.distro(
            Map.of(),
            "g: stdin\nh: stdin\n",
            "template",
            "x",
            path("app"),
            "-f",
            path("one.yaml") + ",-",
            "--set",
            "a=set",
            "--set-string",
            "b=1",
            "--set-json",
            "c=[1]",
            "--set-literal",
            "d=a,b",
            "--set-file",
            "e=" + path("text"));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out())
        .contains(
            "{\\\"a\\\":\\\"set\\\",\\\"b\\\":\\\"1\\\",\\\"c\\\":[1],\\\"d\\\":\\\"a,b\\\","
                + "\\\"e\\\":\\\"content\\\",\\\"f\\\":\\\"file\\\",\\\"g\\\":\\\"stdin\\\","
                + "\\\"h\\\":\\\"stdin\\\"}");
  }

  @Test
  void chart_badName_isUsage() {
    charts.chart("app");

    Ran ran = Ran.distro("template", "Not_A_Name", path("app"));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("error: cannot use release name 'Not_A_Name'");
  }

  @Test
  void chart_missingValuesFile_saysWhich() {
    charts.chart("app");

    Ran ran = Ran.distro("template", "x", path("app"), "-f", "none.yaml");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            "error: cannot read values 'none.yaml': no readable file of that name\n"
                + "  at open none.yaml: no such file or directory\n");
  }

  @Test
  void bundle_componentsComeInOrderUnderTheirNames() {
    bundle();

    Ran ran = Ran.distro("template", path("demo-1.2.3.distro.tar"), "--param", "host=h.local");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines().filter(line -> line.startsWith("# ")))
        .containsExactly(
            "# Component: b",
            "# Source: x/templates/configmap.yaml",
            "# Component: a",
            "# Source: x/templates/configmap.yaml");
    assertThat(ran.out()).contains("\\\"host\\\":\\\"h.local\\\"");
  }

  @Test
  void bundle_selection_printsTheChosen() {
    bundle();

    Ran ran =
        Ran.distro(
            "template",
            path("demo-1.2.3.distro.tar"),
            "--only",
            "kind=core-addon",
            "--param=host=h");

    assertThat(ran.out()).contains("# Component: a").doesNotContain("# Component: b");
  }

  @Test
  void bundle_missingParameter_isAnError() {
    bundle();

    Ran ran = Ran.distro("template", path("demo-1.2.3.distro.tar"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: cannot go on without parameters: host\n");
    assertThat(ran.out()).isEmpty();
  }

  @Test
  void bundle_hooks_comeLastAtEachOfTheirPhases() {
    hookBundle();

    Ran ran = Ran.distro("template", path("demo-1.2.3.distro.tar"));

    assertThat(ran.err()).isEmpty();
    assertThat(ran.out().lines().filter(line -> line.startsWith("# ")))
        .containsExactly(
            "# Component: a",
            "# Source: x/templates/configmap.yaml",
            "# Component: b",
            "# Source: x/templates/configmap.yaml",
            "# Hook: check (pre-install)",
            "# Source: check/templates/configmap.yaml",
            "# Source: check/templates/job.yaml",
            "# Hook: check (post-delete)",
            "# Source: check/templates/configmap.yaml");
    assertThat(ran.out().replace("\\", ""))
        .contains(
            """
            "distro":{"components":["a","b"],"name":"demo","phase":"pre-install","revision":1,\
            "version":"1.2.3"}""");
  }

  @Test
  void bundle_noHooks_leavesThemOut() {
    hookBundle();

    Ran ran = Ran.distro("template", path("demo-1.2.3.distro.tar"), "--no-hooks");

    assertThat(ran.out()).contains("# Component: b").doesNotContain("# Hook:");
  }

  @Test
  void bundle_selection_printsTheHooksThatConcernIt() {
    hookBundle();

    assertThat(Ran.distro("template", path("demo-1.2.3.distro.tar"), "--only", "b").out())
        .contains("# Hook: check (pre-install)");
    assertThat(Ran.distro("template", path("demo-1.2.3.distro.tar"), "--only", "a").out())
        .doesNotContain("# Hook:");
  }

  @Test
  void arguments_tooManyOrFew_areUsageErrors() {
    assertThat(Ran.distro("template").exit()).isEqualTo(2);
    assertThat(Ran.distro("template", "a", "b", "c").err())
        .isEqualTo(
            "error: cannot run 'distro template': 3 arguments, at most 2 expected\n"
                + "  hint: run 'distro template --help'\n");
  }

  @Test
  void chart_thatIsNone_isNamed() {
    charts.write("empty/README.md", "x");

    assertThat(Ran.distro("template", "x", path("empty")).err())
        .isEqualTo(
            "error: cannot load chart '%s': it has no Chart.yaml\n  at Chart.yaml file is missing\n"
                .formatted(path("empty")));
    assertThat(Ran.distro("template", "x", path("none")).err())
        .isEqualTo(
            "error: cannot load chart '%s': there is no such file or directory\n"
                .formatted(path("none")));
  }

  @Test
  void options_ofTheOtherForm_areUsageErrors() {
    charts.chart("app");
    bundle();

    Ran chart = Ran.distro("template", "x", path("app"), "--only", "a");
    Ran bundle = Ran.distro("template", path("demo-1.2.3.distro.tar"), "--set", "a=b");

    assertThat(chart.exit()).isEqualTo(2);
    assertThat(chart.err()).startsWith("error: cannot use --only here: it belongs to bundles\n");
    assertThat(bundle.exit()).isEqualTo(2);
    assertThat(bundle.err()).startsWith("error: cannot use --set here: it belongs to charts\n");
  }

  private void hookBundle() {
    charts.chart("x");
    charts.chart("check");
    charts.write(
        "check/templates/job.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: check, annotations: { helm.sh/hook: pre-install } }
        """);
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: x }
              - { name: b, kind: core-addon, chart: x }
            hooks:
              - { name: check, phases: [ post-delete, pre-install ], chart: check, before: [ b ] }
            """);
    Ran ran = Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private void bundle() {
    charts.chart("x");
    Path manifest =
        charts.manifest(
            """
            parameters: { host: { type: string } }
            components:
              - { name: a, kind: core-addon, chart: x, requires: [b], values: { host: "<%host%>" } }
              - { name: b, kind: managed-service, chart: x }
            """);
    Ran ran =
        Ran.distro(
            "compose", "-f", manifest.toString(), "-o", dir.toString(), "--param", "host=proof");
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private String path(String name) {
    return dir.resolve(name).toString();
  }
}
