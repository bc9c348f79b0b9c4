package io.maglev.distro.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.compose.locking.Pins;
import io.maglev.distro.compose.manifest.ManifestReader;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.compose.resolve.Resolution;
import io.maglev.distro.compose.resolve.Resolver;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.Selection;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.render.RenderOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BundleRendererTest {
  private static final ReleaseContext RELEASE = new ReleaseContext("app", "ns", 3, false, true);

  @TempDir private Path dir = Path.of("");
  private final AtomicInteger reads = new AtomicInteger();
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
    charts.chart("app");
    charts.chart("hook");
  }

  @Test
  void render_component_seesReleaseParametersAndCluster() {
    charts.write(
        "app/templates/configmap.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: {{ .Release.Name }}-{{ .Release.Revision }} }
        data:
          host: {{ .Values.host }}
          upgrade: "{{ .Release.IsUpgrade }}"
          found: {{ (lookup "v1" "Secret" "ns" "x").data }}
        """);
    BundleRenderer renderer =
        renderer(
            RenderOptions.offline().withLookup(query -> Map.of("data", query.name())), "host=h");

    RenderedChart rendered = renderer.render(app(), RELEASE, ClientCapabilities.standard());

    assertThat(rendered.manifest())
        .contains("name: app-3", "host: h\n", "upgrade: \"true\"", "found: x\n");
    assertThat(rendered.config()).isEqualTo(Map.of("host", "h", "port", 80.0));
  }

  @Test
  void render_hook_isARevisionOfTheDistro() {
    charts.write(
        "hook/templates/configmap.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: { name: hook }
        data: { d: {{ toJson .Values.distro | quote }}, r: "{{ .Release.Revision }}" }
        """);
    DistroContext context =
        new DistroContext("demo", "1.2.3", 7, List.of("app"), HookPhase.PRE_UPGRADE);

    RenderedChart rendered =
        renderer(RenderOptions.offline(), "host=h")
            .render(lock().hooks().get(0), context, ClientCapabilities.standard());

    assertThat(rendered.manifest())
        .contains("\\\"phase\\\":\\\"pre-upgrade\\\"", "\\\"revision\\\":7", "r: \"7\"");
  }

  @Test
  void render_manyThreadsAtOnce_readEachArchiveOnceAndAgree() {
    BundleRenderer renderer = renderer(RenderOptions.offline(), "host=h");
    LockedComponent app = app();

    List<String> manifests =
        IntStream.range(0, 64)
            .parallel()
            .mapToObj(i -> renderer.render(app, RELEASE, ClientCapabilities.standard()).manifest())
            .distinct()
            .toList();

    assertThat(manifests).hasSize(1);
    assertThat(reads).hasValue(1);
  }

  @Test
  void render_failure_isOfTheComponentAndWithoutSecrets() {
    charts.write("app/templates/x.yaml", "{{ fail .Values.host }}");

    DistroException e =
        catchThrowableOfType(
            DistroException.class,
            () ->
                renderer(RenderOptions.offline(), "host=hunter2")
                    .render(app(), RELEASE, ClientCapabilities.standard()));

    assertThat(e.code()).isEqualTo(ErrorCode.RENDER_FAILED);
    assertThat(e).hasMessage("cannot render component 'app'");
    assertThat(e.where()).singleElement().asString().contains("***").doesNotContain("hunter2");
    assertThat(e).hasNoCause();
  }

  private LockedComponent app() {
    return lock().component("app").orElseThrow();
  }

  private Lock lock() {
    return composition().lock();
  }

  private BundleRenderer renderer(RenderOptions options, String parameter) {
    Composition composition = composition();
    ParameterValues values =
        Parameters.of(composition.lock())
            .resolve(new ParameterInput(Map.of(), List.of(), List.of(parameter)));
    return new BundleRenderer(digest -> archive(composition, digest), values, options);
  }

  private byte[] archive(Composition composition, Digest digest) {
    reads.incrementAndGet();
    return Stream.concat(
            composition.components().values().stream(), composition.hooks().values().stream())
        .filter(chart -> chart.digest().equals(digest))
        .map(PackedChart::archive)
        .findFirst()
        .orElseThrow();
  }

  /** Resolved, but not proven: some templates here are bad on purpose. */
  private Composition composition() {
    Path manifest =
        charts.manifest(
            """
            parameters: { host: { type: string, writeOnly: true } }
            components:
              - { name: app, kind: core-addon, chart: app, values: { host: "<%host%>", port: 80 } }
            hooks: [{ name: hook, phases: [pre-upgrade], chart: hook }]
            """);
    Resolution resolution = Resolver.resolve(ManifestReader.read(manifest), Selection.ALL);
    byte[] json = LockCodec.write(resolution.lock());
    return new Composition(
        LockCodec.read(json, "test"),
        json,
        resolution.components(),
        resolution.hooks(),
        Map.of(),
        new Pins(Map.of(), Map.of()),
        List.of());
  }
}
