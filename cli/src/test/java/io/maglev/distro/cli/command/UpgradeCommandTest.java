package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code upgrade} and the options for hooks, each a process of its own on one sandbox. */
class UpgradeCommandTest {
  private static final String OLD =
      """
      parameters:
        colour: { type: string }
        secret: { type: string, writeOnly: true }
        gone: { type: string, default: soon }
      components:
        - { name: db, kind: managed-service, chart: a, values: { pin: "<%secret%>" } }
        - { name: web, kind: core-addon, chart: a, values: { colour: "<%colour%>" } }
        - { name: old, kind: core-addon, chart: a }
      hooks:
        - { name: check, phases: [ pre-install, pre-upgrade, pre-delete ], chart: check }
      """;

  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void writeCharts() {
    charts = new Charts(dir);
    charts.chart("a");
    charts.chart("check");
    charts.write(
        "check/templates/job.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: check }
        spec:
          backoffLimit: 0
          template:
            metadata:
              annotations:
                testbed.distro.maglev.io/logs: >-
                  checking {{ .Values.distro.phase }} of {{ join "+" .Values.distro.components }}
                {{- if eq .Values.distro.phase "pre-delete" }}
                testbed.distro.maglev.io/fail: exit-1
                {{- end }}
            spec: { restartPolicy: Never, containers: [ { name: main, image: "i:1" } ] }
        """);
  }

  @Test
  void upgrade_keepsParameters_dropsWhatIsGone_namesWhatStays() {
    install();
    Path next =
        compose(
            OLD.replace("  gone: { type: string, default: soon }\n", "")
                .replace("  - { name: old, kind: core-addon, chart: a }\n", "")
                .replace("values: { colour: \"<%colour%>\" }", "values: { tint: \"<%colour%>\" }"),
            "2.0.0");

    Ran ran = sandbox("upgrade", next.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            """
            demo 2.0.0 in namespace demo of the sandbox: revision 2, deployed, 3 components
            not in this bundle, left as they are: old
            """);
    assertThat(ran.err())
        .contains("parameter 'gone' is dropped: version 2.0.0 has none of that name")
        .containsPattern("check \\(pre-upgrade\\) +done after")
        .containsPattern("db +unchanged")
        .containsPattern("web +done after")
        .doesNotContain("s3cret");
  }

  @Test
  void upgrade_newParameterWithoutDefault_mustBeGiven() {
    install();
    Path next =
        compose(OLD.replace("parameters:\n", "parameters:\n  size: { type: integer }\n"), "2.0.0");

    assertThat(sandbox("upgrade", next.toString()).err())
        .startsWith("error: cannot go on without parameters: size\n");
    assertThat(sandbox("upgrade", next.toString(), "--param", "size=3").exit()).isZero();
  }

  @Test
  void upgrade_notInstalled_saysSo_orInstalls() {
    Path bundle = compose(OLD, "1.2.3");

    Ran refused = sandbox("upgrade", bundle.toString());
    Ran installed = sandbox(with(bundle, "upgrade", "--install"));

    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err())
        .isEqualTo(
            """
            error: cannot upgrade distro 'demo': it is not installed in namespace 'demo'
              at the sandbox
              hint: add --install to install it, or see 'distro list --sandbox' for what is
            """);
    assertThat(installed.exit()).as(installed.err()).isZero();
    assertThat(installed.err()).contains("check (pre-install)");
  }

  @Test
  void install_overAnotherBundle_pointsToUpgrade() {
    install();
    Path next = compose(OLD, "2.0.0");

    Ran ran = sandbox(with(next, "install"));

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("hint: run 'distro upgrade --sandbox' with this bundle");
  }

  @Test
  void logs_showWhatHooksWrite() {
    Ran ran = sandbox(with(compose(OLD, "1.2.3"), "install", "--logs"));

    assertThat(ran.err().lines())
        .anyMatch(
            line -> line.matches(".* log of check-\\S+/main \\| checking pre-install of db.*"));
  }

  @Test
  void logs_areNotShownUnasked() {
    assertThat(sandbox(with(compose(OLD, "1.2.3"), "install")).err()).doesNotContain("log of");
  }

  @Test
  void uninstall_hookFails_blocksWithItsLog_untilHooksAreLeftOut() {
    install();

    Ran blocked = sandbox("uninstall", "--yes");
    Ran gone = sandbox("uninstall", "--yes", "--no-hooks");

    assertThat(blocked.exit()).isEqualTo(1);
    assertThat(blocked.err())
        .contains("| checking pre-delete of db+web+old")
        .contains("error: cannot run hook 'check (pre-delete)': Job/demo/check: the Job failed");
    assertThat(gone.exit()).as(gone.err()).isZero();
    assertThat(sandbox("list").out()).doesNotContain("demo");
  }

  private void install() {
    Ran ran = sandbox(with(compose(OLD, "1.2.3"), "install"));
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static String[] with(Path bundle, String command, String... more) {
    List<String> args = new ArrayList<>(List.of(command, bundle.toString()));
    args.addAll(List.of("--param", "colour=red", "--param", "secret=s3cret"));
    args.addAll(List.of(more));
    return args.toArray(String[]::new);
  }

  private Path compose(String spec, String version) {
    Path manifest =
        charts.write(
            "distro.yaml",
            """
            apiVersion: distro.maglev.io/v1
            kind: Distro
            metadata: { name: demo, version: %s }
            spec:
            """
                    .formatted(version)
                + spec.indent(2));
    List<String> args =
        new ArrayList<>(List.of("compose", "-f", manifest.toString(), "-o", dir.toString()));
    args.addAll(List.of("--param", "colour=any", "--param", "secret=any"));
    if (spec.contains("size:")) {
      args.addAll(List.of("--param", "size=1"));
    }
    Ran ran = Ran.distro(args.toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return dir.resolve("demo-" + version + ".distro.tar");
  }

  private Ran sandbox(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--sandbox");
    return Ran.distro(
        Map.of("DISTRO_SANDBOX", dir.resolve("sandbox.json").toString()),
        "",
        all.toArray(String[]::new));
  }
}
