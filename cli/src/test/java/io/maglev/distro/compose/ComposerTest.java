package io.maglev.distro.compose;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.Selection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ComposerTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void compose_maglev_ordersAndRendersAllOfIt() {
    Composition maglev = compose(repository().resolve("distro-manifests/maglev.yaml"));

    assertThat(maglev.lock().components())
        .extracting(LockedComponent::name)
        .containsExactly("postgres", "redis", "kong", "idm");
    assertThat(requireNonNull(maglev.rendered().get("idm")).manifest())
        .contains("idm.maglev.local");
    assertThat(maglev.warnings()).isEmpty();
  }

  @Test
  void compose_parameters_reachValuesAndAreNotKept() {
    charts.chart("app");
    Path manifest =
        charts.manifest(
            """
            parameters: { host: { type: string }, port: { type: integer, default: 1000000 } }
            values: { at: "<%host%>:<%port%>" }
            components:
              - { name: app, kind: core-addon, chart: app, values: { port: "<%port%>", size: 1000000 } }
            """);

    Composition composition =
        Composer.compose(
            manifest,
            Selection.ALL,
            new ParameterInput(Map.of(), List.of(), List.of("host=h.local")));

    assertThat(requireNonNull(composition.rendered().get("app")).manifest())
        .contains("\\\"at\\\":\\\"h.local:1000000\\\"", "\\\"port\\\":1000000");
    assertThat(new String(composition.lockJson(), StandardCharsets.UTF_8))
        .contains("<%host%>:<%port%>")
        .doesNotContain("h.local");
    LockedComponent app = composition.lock().components().get(0);
    assertThat(app.values()).containsEntry("port", "<%port%>").containsEntry("size", 1000000.0);
  }

  @Test
  void compose_chartThatDoesNotRender_namesComponentAndTemplateLine() {
    charts.chart("app");
    charts.write("app/templates/bad.yaml", "a: b\nc: {{ fail \"no way\" }}\n");

    DistroException e = failure(simple("app"));

    assertThat(e.code()).isEqualTo(ErrorCode.RENDER_FAILED);
    assertThat(e).hasMessageStartingWith("cannot render component 'app'");
    assertThat(places(e))
        .singleElement()
        .asString()
        .contains("app/templates/bad.yaml:2:", "no way");
  }

  @Test
  void compose_severalThatDoNotRender_areAllTold() {
    charts.chart("a");
    charts.chart("b");
    charts.write("a/templates/bad.yaml", "{{ fail \"first\" }}");
    charts.write("b/templates/bad.yaml", "{{ fail \"second\" }}");

    DistroException e = failure(simple("a", "b"));

    assertThat(e).hasMessage("cannot render distro 'demo': 2 failures");
    assertThat(String.join("\n", places(e)))
        .contains("component 'a'", "first", "component 'b'", "second");
  }

  @Test
  void compose_secretInAChartsError_isMasked() {
    charts.chart("app");
    charts.write("app/templates/bad.yaml", "{{ fail .Values.password }}");
    Path manifest =
        charts.manifest(
            """
            parameters: { pw: { type: string, writeOnly: true } }
            components: [{ name: app, kind: core-addon, chart: app, values: { password: "<%pw%>" } }]
            """);

    DistroException e =
        catchThrowableOfType(
            DistroException.class,
            () ->
                Composer.compose(
                    manifest,
                    Selection.ALL,
                    new ParameterInput(
                        Map.of("DISTRO_PARAM_PW", "hunter2"), List.of(), List.of())));

    assertThat(e.getMessage() + places(e)).contains("***").doesNotContain("hunter2");
  }

  @Test
  void compose_valuesAgainstTheSchema_areRefused() {
    charts.chart("app");
    charts.write(
        "app/values.schema.json", "{\"properties\":{\"replicas\":{\"type\":\"integer\"}}}");
    Path manifest =
        charts.manifest(
            "components: [{ name: app, kind: core-addon, chart: app, values: { replicas: many } }]");

    DistroException e = failure(manifest);

    assertThat(e.code()).isEqualTo(ErrorCode.VALUES_INVALID);
    assertThat(e).hasMessageStartingWith("cannot render component 'app'");
  }

  @Test
  void compose_twoOwnersOfOneObject_namesBothWithTheirTemplates() {
    for (String name : List.of("a", "b")) {
      charts.chart(name);
      charts.write(
          name + "/templates/shared.yaml",
          "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: reader}\n");
    }
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: a, namespace: one }
              - { name: b, kind: core-addon, chart: b, namespace: two }
            """);

    DistroException e = failure(manifest);

    assertThat(e.code()).isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);
    assertThat(e).hasMessage("cannot compose distro 'demo': 1 object has two owners");
    assertThat(places(e))
        .containsExactly(
            "ClusterRole/reader is rendered by component 'a' and component 'b':"
                + " a/templates/shared.yaml and b/templates/shared.yaml");
  }

  @Test
  void compose_sameNameInOtherNamespaces_isFine() {
    for (String name : List.of("a", "b")) {
      charts.chart(name);
      charts.write(
          name + "/templates/s.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {name: same}\n");
    }
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: a, namespace: one }
              - { name: b, kind: core-addon, chart: b, namespace: two }
            """);

    assertThat(compose(manifest).lock().components()).hasSize(2);
  }

  @Test
  void compose_hookAndComponentOwnTheSame_isAConflict() {
    charts.chart("a");
    charts.chart("h");
    charts.write(
        "h/templates/configmap.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\n");
    Path manifest =
        charts.manifest(
            """
            components: [{ name: a, kind: core-addon, chart: a }]
            hooks: [{ name: h, phases: [pre-install, post-install], chart: h }]
            """);

    assertThat(places(failure(manifest)))
        .singleElement()
        .asString()
        .contains("ConfigMap/demo/a", "component 'a' and hook 'h'");
  }

  @Test
  void compose_hookValues_holdTheDistro() {
    charts.chart("a");
    charts.chart("h");
    charts.write(
        "h/templates/configmap.yaml",
        """
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: h}
        data:
          d: {{ if ne (toJson .Values.distro) .Values.expected }}{{ fail (toJson .Values.distro) }}{{ end }}
        """);
    Path manifest =
        charts.manifest(
            """
            components: [{ name: a, kind: core-addon, chart: a }]
            hooks:
              - name: h
                phases: [pre-install]
                chart: h
                values:
                  expected: '{"components":["a"],"name":"demo","phase":"pre-install","revision":1,"version":"1.2.3"}'
            """);

    assertThat(compose(manifest).lock().hooks()).hasSize(1);
  }

  @Test
  void compose_sameCrdInTwoCharts_isFineWhileTheyAgree() {
    String crd =
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: things.example.org }
        spec: { group: example.org, scope: Cluster, names: { kind: Thing } }
        """;
    charts.chart("a");
    charts.chart("b");
    charts.write("a/crds/things.yaml", crd);
    charts.write("b/crds/things.yaml", "# same\n" + crd);
    Path manifest = simple("a", "b");

    assertThat(compose(manifest).warnings()).isEmpty();

    charts.write("b/crds/things.yaml", crd.replace("Cluster", "Namespaced"));
    assertThat(failure(manifest).code()).isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);
  }

  @Test
  void compose_clusterScopedCustomResource_isKnownByItsDefinition() {
    charts.chart("crds");
    charts.write(
        "crds/crds/things.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: things.example.org }
        spec: { group: example.org, scope: Cluster, names: { kind: Thing } }
        """);
    for (String name : List.of("a", "b")) {
      charts.chart(name);
      charts.write(
          name + "/templates/t.yaml",
          "apiVersion: example.org/v1\nkind: Thing\nmetadata: {name: t}\n");
    }
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: crds, kind: core-addon, chart: crds }
              - { name: a, kind: core-addon, chart: a, namespace: one }
              - { name: b, kind: core-addon, chart: b, namespace: two }
            """);

    assertThat(places(failure(manifest))).singleElement().asString().startsWith("Thing/t ");
  }

  @Test
  void compose_objectWithoutName_isRefused() {
    charts.chart("app");
    charts.write("app/templates/x.yaml", "apiVersion: v1\nkind: Secret\nmetadata: {}\n");

    assertThat(failure(simple("app")))
        .hasMessage("cannot use what component 'app' renders: an object has no metadata.name");
  }

  @Test
  void compose_objectTwiceInOneChart_isAWarning() {
    charts.chart("app");
    charts.write(
        "app/templates/again.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: app}\n");

    assertThat(compose(simple("app")).warnings())
        .containsExactly(
            "component 'app' renders ConfigMap/demo/app twice: app/templates/again.yaml and"
                + " app/templates/configmap.yaml");
  }

  @Test
  void compose_kubernetesRange_decidesWhatChartsSee() {
    charts.chart("app", "kubeVersion: '<1.30'");
    String components = "components: [{ name: app, kind: core-addon, chart: app }]\n";

    assertThat(compose(charts.manifest("kubernetes: '>=1.28.0-0'\n" + components)).rendered())
        .hasSize(1);
    assertThat(failure(charts.manifest("kubernetes: '>=1.31'\n" + components)).code())
        .isEqualTo(ErrorCode.CLUSTER_UNSUITABLE);
  }

  private Path simple(String... names) {
    StringBuilder spec = new StringBuilder("components:\n");
    for (String name : names) {
      spec.append("- { name: ").append(name).append(", kind: core-addon, chart: " + name + " }\n");
    }
    return charts.manifest(spec.toString());
  }

  private static Composition compose(Path manifest) {
    return Composer.compose(manifest, Selection.ALL, ParameterInput.NONE);
  }

  private static DistroException failure(Path manifest) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> compose(manifest));
    assertThat(e).as("a failure").isNotNull();
    return e;
  }

  private static List<String> places(DistroException e) {
    return e.where().stream().map(SourceLocation::toString).toList();
  }

  private static Path repository() {
    Path dir = Path.of("").toAbsolutePath();
    while (!Files.exists(dir.resolve("distro-manifests"))) {
      dir = requireNonNull(dir.getParent());
    }
    return dir;
  }
}
