package io.maglev.distro.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.template.exec.Limits;
import io.maglev.distro.template.func.FunctionContext;
import io.maglev.distro.values.Tables;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChartRendererTest {
  private static final ReleaseContext RELEASE = new ReleaseContext("r", "ns", 1, true, false);

  @Test
  void render_hook_hasTheFieldsOfARecord() {
    RenderedChart rendered =
        render(
            "kind: Job\nmetadata:\n  name: j\n  annotations:\n    helm.sh/hook: pre-install,test\n"
                + "    helm.sh/hook-weight: '-3'\n    helm.sh/hook-output-log-policy: Hook-Failed\n");

    assertThat(rendered.manifest()).isEmpty();
    assertThat(rendered.hooks())
        .singleElement()
        .satisfies(
            hook -> {
              assertThat(hook.name()).isEqualTo("j");
              assertThat(hook.kind()).isEqualTo("Job");
              assertThat(hook.path()).isEqualTo("app/templates/x.yaml");
              assertThat(hook.events()).containsExactly(HookPhase.PRE_INSTALL, HookPhase.TEST);
              assertThat(hook.weight()).isEqualTo(-3);
              assertThat(hook.deletePolicies()).containsExactly("before-hook-creation");
              assertThat(hook.outputLogPolicies()).containsExactly("hook-failed");
            });
  }

  @Test
  void render_notesAndCrds_areApart() {
    Chart chart =
        chart(
            ChartFile.ofText("templates/NOTES.txt", "Hello {{ .Release.Name }}"),
            ChartFile.ofText("crds/a.yaml", "kind: CustomResourceDefinition"),
            ChartFile.ofText("templates/x.yaml", "kind: A"));

    RenderedChart rendered = ChartRenderer.render(request(chart, RenderOptions.offline()));

    assertThat(rendered.notes()).isEqualTo("Hello r");
    assertThat(rendered.crds()).containsExactly("kind: CustomResourceDefinition");
    assertThat(rendered.manifest()).isEqualTo("---\n# Source: app/templates/x.yaml\nkind: A\n");
  }

  @Test
  void render_chartOfTheRecord_isHelmsJson() {
    Chart chart =
        chart(
            ChartFile.ofText("values.yaml", "a: 1"),
            ChartFile.ofText("README.md", "hi"),
            ChartFile.ofText("templates/x.yaml", "kind: A"));

    RenderedChart rendered = ChartRenderer.render(request(chart, RenderOptions.offline()));

    assertThat(GoJson.write(rendered.chart()))
        .isEqualTo(
            "{\"metadata\":{\"name\":\"app\",\"version\":\"1.0.0\",\"apiVersion\":\"v2\"},"
                + "\"lock\":null,"
                + "\"templates\":[{\"name\":\"templates/x.yaml\",\"data\":\"a2luZDogQQ==\"}],"
                + "\"values\":{\"a\":1},\"schema\":null,"
                + "\"files\":[{\"name\":\"README.md\",\"data\":\"aGk=\"}]}");
  }

  @Test
  void render_twice_isTheSameAndChangesNoInput() {
    Chart chart =
        chart(
            ChartFile.ofText("values.yaml", "m: {a: 1}"),
            ChartFile.ofText(
                "templates/x.yaml",
                "{{ $_ := set .Values.m \"b\" 2 }}{{ $_ := set .Values.u \"c\" 3 }}"
                    + "v: {{ .Values | toJson }}"));
    Map<String, @Nullable Object> user = YamlReader.readMap("u: {x: 1}", "");
    RenderRequest request =
        new RenderRequest(
            chart, user, RELEASE, ClientCapabilities.standard(), RenderOptions.offline());

    String first = ChartRenderer.render(request).manifest();
    String second = ChartRenderer.render(request).manifest();

    assertThat(second).isEqualTo(first).contains("\"b\":2").contains("\"c\":3");
    assertThat(GoJson.write(user)).isEqualTo("{\"u\":{\"x\":1}}");
    assertThat(GoJson.write(chart.values())).isEqualTo("{\"m\":{\"a\":1}}");
  }

  @Test
  void render_oneChartOnManyThreads_mixesNothing() {
    String template =
        "{{ $_ := set .Values.m \"release\" .Values.who }}"
            + "{{ $_ := set .Values.sub \"seen\" .Values.who }}"
            + "{{ $_ := set (index .Values.list 0) \"k\" .Values.who }}"
            + "{{ tpl \"who: {{ .Values.m.release }}\" . }}\n"
            + "all: {{ .Values | toJson }}\nchart: {{ .Chart | toJson }}\n";
    Chart chart =
        chart(
            ChartFile.ofText("values.yaml", "m: {a: 1}\nlist: [{k: 0}]\nsub: {x: {y: 1}}"),
            ChartFile.ofText("templates/x.yaml", template),
            ChartFile.ofText("charts/sub/Chart.yaml", "apiVersion: v2\nname: sub\nversion: 1.0.0"),
            ChartFile.ofText("charts/sub/values.yaml", "x: {z: 2}"),
            ChartFile.ofText(
                "charts/sub/templates/y.yaml",
                "{{ $_ := set .Values.x \"w\" .Values.seen }}v: {{ .Values | toJson }}"));
    List<String> alone = IntStream.range(0, 40).mapToObj(i -> renderedFor(chart, i)).toList();
    ChartRenderer.forgetTemplates();

    List<String> together =
        IntStream.range(0, 40).parallel().mapToObj(i -> renderedFor(chart, i)).toList();

    assertThat(together).isEqualTo(alone).doesNotHaveDuplicates();
    assertThat(alone.get(7)).contains("who: u7\n").doesNotContain("u6");
  }

  private static String renderedFor(Chart chart, int who) {
    Map<String, @Nullable Object> user = YamlReader.readMap("who: u" + who, "");
    return ChartRenderer.render(
            new RenderRequest(
                chart, user, RELEASE, ClientCapabilities.standard(), RenderOptions.offline()))
        .manifest();
  }

  @Test
  void render_lookup_asksTheGivenCluster() {
    List<Lookup.Query> asked = new ArrayList<>();
    Lookup cluster =
        query -> {
          asked.add(query);
          Map<String, @Nullable Object> found = new LinkedHashMap<>();
          found.put("data", Map.of("k", "v"));
          return found;
        };
    Chart chart =
        chart(
            ChartFile.ofText(
                "templates/x.yaml", "k: {{ (lookup \"v1\" \"Secret\" \"ns\" \"n\").data.k }}"));

    RenderedChart rendered =
        ChartRenderer.render(request(chart, RenderOptions.offline().withLookup(cluster)));

    assertThat(rendered.manifest()).endsWith("k: v\n");
    assertThat(asked).containsExactly(new Lookup.Query("v1", "Secret", "ns", "n"));
  }

  @Test
  void render_lookupThatFails_isATemplateError() {
    Lookup broken =
        query -> {
          throw new IllegalStateException("cluster is away");
        };
    Chart chart =
        chart(ChartFile.ofText("templates/x.yaml", "k: {{ lookup \"v1\" \"Pod\" \"\" \"n\" }}"));

    assertThatThrownBy(
            () -> ChartRenderer.render(request(chart, RenderOptions.offline().withLookup(broken))))
        .extracting(e -> ((RenderException) e).helmText())
        .asString()
        .endsWith("error calling lookup: cluster is away");
  }

  @Test
  void render_fixedClockAndRandom_isReproducible() {
    FunctionContext context =
        new FunctionContext(
            Clock.fixed(Instant.EPOCH, ZoneOffset.UTC), () -> new Random(7), host -> "");
    Chart chart = chart(ChartFile.ofText("templates/x.yaml", "p: {{ randAlphaNum 20 }}"));
    RenderRequest request = request(chart, RenderOptions.offline().withFunctions(context));

    assertThat(ChartRenderer.render(request).manifest())
        .isEqualTo(ChartRenderer.render(request).manifest());
  }

  @Test
  void render_warnings_areCollected() {
    Chart chart =
        ChartLoader.fromFiles(
            List.of(
                ChartFile.ofText(
                    "Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0\ndeprecated: true"),
                ChartFile.ofText("values.yaml", "a: {b: 1}"),
                ChartFile.ofText(
                    "templates/x.yaml", "metadata: {annotations: {helm.sh/hook: crd-install}}")));
    RenderRequest request =
        new RenderRequest(
            chart,
            YamlReader.readMap("a: {b: {c: 1}}", ""),
            RELEASE,
            ClientCapabilities.standard(),
            RenderOptions.offline());

    assertThat(ChartRenderer.renderWithWarnings(request).warnings())
        .containsExactly(
            "This chart is deprecated",
            "warning: destination for app.a.b is a table. Ignoring non-table value",
            "info: skipping unknown hook: \"crd-install\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{{ define \"a\" }}{{ template \"a\" . }}{{ end }}{{ template \"a\" . }}",
        "{{ define \"a\" }}{{ include \"a\" . }}{{ end }}{{ include \"a\" . }}",
        "{{ $t := \"{{ tpl .t . }}\" }}{{ tpl $t (dict \"t\" $t) }}",
        "{{ range until 100000 }}{{ range until 100000 }}x{{ end }}{{ end }}",
        "{{ repeat 1000000000 \"x\" }}",
      })
  void render_templateWithoutEnd_isStopped(String template) {
    Limits limits = new Limits(2_000, 1_000_000, 1_000_000L, Duration.ofSeconds(20));
    Chart chart = chart(ChartFile.ofText("templates/x.yaml", template));

    assertThatThrownBy(
            () -> ChartRenderer.render(request(chart, RenderOptions.offline().withLimits(limits))))
        .isInstanceOf(RenderException.class);
  }

  @Test
  void render_mapThatHoldsItself_isNotSerialised() {
    assertThat(
            render("{{ $d := dict }}{{ $_ := set $d \"d\" $d }}v: {{ toJson $d | quote }}")
                .manifest())
        .endsWith("v: \"\"\n");
  }

  @Test
  void render_outputOverTheLimit_namesBothNumbers() {
    Limits limits = new Limits(100, 10, 1_000L, Duration.ofSeconds(5));
    Chart chart =
        chart(
            ChartFile.ofText("templates/a.yaml", "a: 12345"),
            ChartFile.ofText("templates/b.yaml", "b: 12345"));

    assertThatThrownBy(
            () -> ChartRenderer.render(request(chart, RenderOptions.offline().withLimits(limits))))
        .extracting(e -> ((RenderException) e).helmText())
        .isEqualTo("rendered templates are over 16 characters, limit 10");
  }

  @Test
  void render_wrongKubernetes_saysSoWithItsCode() {
    Chart chart =
        ChartLoader.fromFiles(
            List.of(
                ChartFile.ofText(
                    "Chart.yaml", "name: app\nversion: 1.0.0\nkubeVersion: '>=1.99.0'")));

    assertThatThrownBy(() -> ChartRenderer.render(request(chart, RenderOptions.offline())))
        .isInstanceOf(DistroException.class)
        .satisfies(
            e -> assertThat(((DistroException) e).code()).isEqualTo(ErrorCode.CLUSTER_UNSUITABLE));
  }

  @Test
  void render_failureOfAChart_keepsHelmsWordingAsLocation() {
    assertThatThrownBy(() -> render("{{ fail \"no: way\" }}"))
        .hasMessage("cannot render chart 'app'")
        .extracting(e -> ((DistroException) e).where().get(0).toString())
        .isEqualTo("execution error at (app/templates/x.yaml:1:3): no: way");
  }

  @Test
  void render_bytesThatAreNoText_comeOutAsTheyWere() {
    byte[] bytes = {'a', ':', ' ', (byte) 0xc3, (byte) 0xa9};
    Chart chart =
        chart(
            new ChartFile("f.bin", new byte[] {0, (byte) 0xff, (byte) 0x80}),
            new ChartFile("templates/x.yaml", bytes),
            ChartFile.ofText("templates/y.yaml", "b: {{ .Files.Get \"f.bin\" | b64enc }}"));

    byte[] output =
        TemplateCommandOutput.all()
            .bytes(ChartRenderer.render(request(chart, RenderOptions.offline())));

    assertThat(new String(output, java.nio.charset.StandardCharsets.UTF_8))
        .contains("a: é\n")
        .contains("b: AP+A\n");
  }

  @Test
  void render_subchartSection_isSharedWithTheParent() {
    Chart chart =
        ChartLoader.fromFiles(
            List.of(
                ChartFile.ofText("Chart.yaml", "name: app\nversion: 1.0.0"),
                ChartFile.ofText("charts/s/Chart.yaml", "name: s\nversion: 1.0.0"),
                ChartFile.ofText(
                    "charts/s/templates/deep/x.yaml", "{{ $_ := set .Values \"by\" \"sub\" }}"),
                ChartFile.ofText("templates/x.yaml", "by: {{ .Values.s.by }}")));

    RenderedChart rendered = ChartRenderer.render(request(chart, RenderOptions.offline()));

    assertThat(rendered.manifest()).endsWith("by: sub\n");
    assertThat(Tables.isTable(rendered.chart().get("values"))).isFalse();
  }

  private static RenderedChart render(String template) {
    return ChartRenderer.render(
        request(chart(ChartFile.ofText("templates/x.yaml", template)), RenderOptions.offline()));
  }

  private static Chart chart(ChartFile... files) {
    List<ChartFile> all = new ArrayList<>(List.of(files));
    all.add(ChartFile.ofText("Chart.yaml", "apiVersion: v2\nname: app\nversion: 1.0.0"));
    return ChartLoader.fromFiles(all);
  }

  private static RenderRequest request(Chart chart, RenderOptions options) {
    return new RenderRequest(
        chart, new LinkedHashMap<>(), RELEASE, ClientCapabilities.standard(), options);
  }
}
