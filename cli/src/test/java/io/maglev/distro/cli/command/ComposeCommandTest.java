package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposeCommandTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);
  private Path out = dir;

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
    out = dir.resolve("out");
  }

  @Test
  void compose_writesTheBundleAndSaysWhatIsInIt() {
    charts.chart("db", "appVersion: 16.4.0");
    charts.chart("app");
    charts.chart("pki");
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: app, kind: core-addon, chart: app, requires: ["database >=14"] }
              - { name: pg, kind: managed-service, chart: db, provides: [database], namespace: data }
            hooks:
              - { name: pki, phases: [pre-install], chart: pki }
            """);

    Ran ran = compose(manifest);

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    String[] head = ran.out().split("\n\n", 2);
    assertThat(head[0])
        .matches(
            "wrote    \\Q"
                + out.resolve("demo-1.2.3.distro.tar")
                + "\\E\n"
                + "identity sha256:[0-9a-f]{64}\n"
                + "size     [0-9.]+ KiB");
    assertThat(head[1])
        .isEqualTo(
            """
            COMPONENT  KIND             CHART      APP VERSION  NAMESPACE  REQUIRES
            pg         managed-service  db 1.0.0   16.4.0       data       -
            app        core-addon       app 1.0.0  -            demo       database >=14

            HOOK  PHASES       CHART      BEFORE  AFTER
            pki   pre-install  pki 1.0.0  (all)   (all)
            """);
    assertThat(out.resolve("demo-1.2.3.distro.tar")).exists();
  }

  @Test
  void compose_warnings_goToStderr() {
    charts.chart("app", "deprecated: true");

    Ran ran = compose(charts.manifest("components: [{name: app, kind: core-addon, chart: app}]"));

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).isEqualTo("warning: component 'app': This chart is deprecated\n");
  }

  @Test
  void compose_parametersOfEverySource_areUsed() throws IOException {
    charts.chart("app");
    charts.write(
        "app/templates/check.yaml",
        "{{ if ne .Values.all \"f-file-env\" }}{{ fail .Values.all }}{{ end }}\n");
    Path params = charts.write("params.yaml", "a: x\nb: file\n");
    Path manifest =
        charts.manifest(
            """
            parameters: { a: {type: string}, b: {type: string}, c: {type: string} }
            components:
              - { name: app, kind: core-addon, chart: app, values: { all: "<%a%>-<%b%>-<%c%>" } }
            """);

    Ran ran =
        Ran.distro(
            Map.of("DISTRO_PARAM_C", "env", "DISTRO_PARAM_B", "env"),
            "",
            "compose",
            "-f",
            manifest.toString(),
            "-o",
            out.toString(),
            "--params",
            params.toString(),
            "--param",
            "a=f");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
  }

  @Test
  void compose_only_takesASlice() {
    charts.chart("x");
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: x, requires: [b] }
              - { name: b, kind: managed-service, chart: x }
              - { name: c, kind: core-addon, chart: x }
            """);

    Ran slice = compose(manifest, "--only", "a,kind=managed-service");
    Ran broken = compose(manifest, "--only", "a");
    Ran unknown = compose(manifest, "--exclude", "aa,d");

    assertThat(slice.exit()).isZero();
    assertThat(slice.out()).contains("\nb ", "\na ").doesNotContain("\nc ");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.err())
        .contains("component 'a' requires b, which 'b' provides, but that is left out")
        .contains("hint: choose b too");
    assertThat(unknown.exit()).isEqualTo(2);
  }

  @Test
  void compose_profile_isAVersionOfItsOwn() {
    charts.chart("x");
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: x, requires: ["db >=1"] }
              - { name: b, kind: managed-service, chart: x, provides: [db] }
            profiles:
              cloud:
                exclude: [b]
                external: [{ name: rds, provides: ["db 2"], values: { host: h } }]
            """);

    Ran plain = compose(manifest);
    Ran cloud = compose(manifest, "--profile", "cloud");
    Ran unknown = compose(manifest, "--profile", "clud");

    assertThat(plain.out()).contains("demo-1.2.3.distro.tar\n").doesNotContain("EXTERNAL");
    assertThat(cloud.err()).isEmpty();
    assertThat(cloud.out())
        .contains("demo-1.2.3+cloud.distro.tar\n")
        .contains(" db >=1 (external rds)\n")
        .contains("\nEXTERNAL  PROVIDES\nrds       db 2\n")
        .doesNotContain("\nb ");
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("hint: did you mean 'cloud'?");
    Ran inspected = Ran.distro("inspect", out.resolve("demo-1.2.3+cloud.distro.tar").toString());
    assertThat(inspected.out()).contains("demo 1.2.3+cloud", "\nEXTERNAL  PROVIDES\nrds ");
    Ran json =
        Ran.distro("inspect", "-o", "json", out.resolve("demo-1.2.3+cloud.distro.tar").toString());
    assertThat(json.out().replaceAll("\\s", ""))
        .contains(
            "\"externals\":[{\"name\":\"rds\",\"provides\":[{\"name\":\"db\",\"version\":\"2\"}]}]");
  }

  @Test
  void compose_again_replacesTheBundleByTheSameBytes() throws IOException {
    charts.chart("x");
    Path manifest = charts.manifest("components: [{name: a, kind: core-addon, chart: x}]");
    compose(manifest);
    Path bundle = out.resolve("demo-1.2.3.distro.tar");
    byte[] first = Files.readAllBytes(bundle);

    compose(manifest);

    assertThat(bundle).hasBinaryContent(first);
    try (Stream<Path> files = Files.list(out)) {
      assertThat(files).containsExactly(bundle);
    }
  }

  @Test
  void compose_withoutManifest_isUsage() {
    Ran ran = Ran.distro("compose");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err()).startsWith("error: cannot run 'distro compose': missing required option");
  }

  private Ran compose(Path manifest, String... more) {
    return Ran.distro(
        Stream.concat(
                Stream.of("compose", "-f", manifest.toString(), "-o", out.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }
}
