package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.compose.pack.ChartPacker;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code distro template NAME CHART} prints what {@code helm template} prints, flag by flag. */
@OnTestbed
class TemplateCommandIT {
  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void writeChart() {
    Charts charts = new Charts(dir);
    charts.chart(
        "app", "appVersion: '2.1'", "dependencies: [{name: sub, version: 1.x, condition: sub.on}]");
    charts.write(
        "app/values.yaml",
        "list: [1, 2]\nsub: {on: true}\nbig: 1000000\nname: ''\nglobal: {g: 1}\n");
    charts.write("app/values.schema.json", "{\"properties\":{\"name\":{\"type\":\"string\"}}}");
    charts.write("app/charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.2.3\n");
    charts.write(
        "app/charts/sub/templates/cm.yaml",
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: sub\ndata: {g: {{ .Values.global.g | quote }}}\n");
    charts.write(
        "app/crds/crd.yaml",
        "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: x.y}\n");
    charts.write(
        "app/templates/caps.yaml",
        """
        apiVersion: v1
        kind: Secret
        metadata:
          name: caps
          namespace: {{ .Release.Namespace }}
        stringData:
          kube: {{ .Capabilities.KubeVersion }}
          minor: {{ .Capabilities.KubeVersion.Minor | quote }}
          extra: {{ .Capabilities.APIVersions.Has "x.y/v1" | quote }}
          install: {{ .Release.IsInstall }} {{ .Release.IsUpgrade }} {{ .Release.Revision }}
        """);
    charts.write(
        "app/templates/hook.yaml",
        """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: hook, annotations: { helm.sh/hook: "pre-install,post-upgrade" } }
        ---
        apiVersion: v1
        kind: Pod
        metadata: { name: test, annotations: { helm.sh/hook: test } }
        """);
    charts.write("app/templates/NOTES.txt", "Hello {{ .Release.Name }}\n");
    charts.write("one.yaml", "list: [3]\nname: one\nmore: {a: 1.5, b: null, c: 'x'}\n");
    charts.write("two.yaml", "name: two\nmore: {c: null, d: [a, {b: c}]}\n");
    charts.write("text.txt", "some\ntext, with=signs\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-n elsewhere",
        "--namespace=elsewhere --is-upgrade",
        "-f one.yaml",
        "-f one.yaml -f two.yaml",
        "-f one.yaml,two.yaml --set name=three",
        "--values two.yaml --values one.yaml",
        "--set a=1,b=true,c=null,d={x,y},e.f[0].g=h --set big=1000000",
        "--set a\\.b=c --set-string n=1000000,t=true",
        "--set-json more={\"x\":[1,2.5,null]},n=12345678",
        "--set-file text=text.txt",
        "--set-literal text=a,b={c}",
        "--set sub.on=false",
        "--kube-version 1.25.3",
        "--kube-version v1.30",
        "--api-versions x.y/v1 -a a.b/v2,c.d/v3",
        "--include-crds",
        "--show-only templates/caps.yaml",
        "-s templates/configmap.yaml -s templates/hook.yaml",
        "-s charts/sub/templates/cm.yaml",
        "--skip-tests",
        "--no-hooks --include-crds",
        "--set name=5 --skip-schema-validation",
      })
  void template_withFlags_isWhatHelmPrints(String flags, HelmOracle helm) {
    assertSame(helm, "mine", flags.isEmpty() ? List.of() : List.of(flags.split(" ")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--set name=5",
        "--set a",
        "--set-json a={",
        "-f none.yaml",
        "--set-file a=none",
        "--kube-version one",
        "-s templates/none.yaml",
        "--set-json sub=[]",
        "--set more=1 --set more.a.b=2",
      })
  void template_thatHelmRefuses_isRefused(String flags, HelmOracle helm) {
    assertSame(helm, "mine", List.of(flags.split(" ")));
  }

  @Test
  void template_badReleaseName_isRefusedByBoth(HelmOracle helm) {
    for (String name : List.of("Mine", "a_b", "-a", "a".repeat(54), "a..b")) {
      assertSame(helm, name, List.of());
    }
    for (String name : List.of("a.b", "a".repeat(53), "0-1")) {
      assertSame(helm, name, List.of());
    }
  }

  /** Our own charts, but for what is random in them. */
  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis", "kong", "idm"})
  void template_ofOurCharts_isWhatHelmPrints(String name, HelmOracle helm) {
    Path chart = chartOf(name);

    String ours = Ran.distro("template", name, chart.toString()).out();
    String theirs = helm.runIn(dir, "template", name, chart.toString()).orFail();

    assertThat(withoutSecrets(ours)).isEqualTo(withoutSecrets(theirs));
    assertThat(ours.length()).isEqualTo(theirs.length()).isPositive();
  }

  private void assertSame(HelmOracle helm, String name, List<String> flags) {
    List<String> theirs = new ArrayList<>(List.of("template", name, "app"));
    theirs.addAll(flags);
    List<String> ours = new ArrayList<>(List.of("template", name, dir.resolve("app").toString()));
    flags.forEach(
        flag -> ours.add(flag.replaceAll("\\b(one|two|none)\\.yaml|text\\.txt", dir + "/$0")));

    HelmOracle.Result expected = helm.runIn(dir, theirs.toArray(String[]::new));
    Ran ran = Ran.distro(ours.toArray(String[]::new));

    assertThat(ran.exit() == 0).as(ran.err() + expected.err()).isEqualTo(expected.exit() == 0);
    assertThat(ran.out()).isEqualTo(expected.out());
  }

  /** The chart as compose packs it: Helm has no use for the directory without its library. */
  private Path chartOf(String name) {
    Path directory = repository().resolve("charts").resolve(name);
    try {
      return Files.write(dir.resolve(name + ".tgz"), new ChartPacker().pack(directory).archive());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String withoutSecrets(String text) {
    return text.replaceAll("(?m)(password|adminPassword)(: )\\S+", "$1$2X");
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
