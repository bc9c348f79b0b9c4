package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ManifestReaderTest {
  private static final String HEAD =
      """
      apiVersion: distro.maglev.io/v1
      kind: Distro
      metadata: { name: demo, version: 1.0.0 }
      spec:
      """;

  private static final String A = "  components: [{name: a, kind: core-addon, chart: a}]\n";

  @Test
  void parse_everyKey_isRead() {
    Manifest manifest =
        parse(
            """
            apiVersion: distro.maglev.io/v1
            kind: Distro
            metadata: { name: maglev, version: 1.4.0-rc.1, description: A platform }
            spec:
              kubernetes: ">=1.28.0-0"
              namespace: maglev-system
              parameters:
                domain: { type: string, default: maglev.local }
              values: { domain: "<%domain%>", deep: { a: 1, b: 2 } }
              components:
                - name: postgres
                  kind: managed-service
                  chart: ../charts/postgres
                  namespace: data
                  provides: [ "database 16.4", sql ]
                  rollback: forward-only
                  rollbackHooks: current
                  optional: true
                  timeout: 1h30m
                  readiness:
                    - { kind: Kafka.kafka.strimzi.io, path: "condition:Ready", ready: "True" }
                - name: idm
                  kind: core-addon
                  chart: ../charts/idm
                  requires: [ "database >=14 <17", kong, "api>=3" ]
                  values: { global: { deep: { b: 3 } }, own: true }
              hooks:
                - name: pki
                  phases: [ pre-install, pre-upgrade ]
                  chart: ../hooks/pki
                  before: [ idm, "kind=managed-service" ]
                  after: [ postgres ]
                  timeout: 90s
            """);

    assertThat(manifest.name()).isEqualTo("maglev");
    assertThat(manifest.version()).isEqualTo("1.4.0-rc.1");
    assertThat(manifest.description()).isEqualTo("A platform");
    assertThat(manifest.kubernetes()).isEqualTo(">=1.28.0-0");
    assertThat(manifest.parameters()).extracting("name").containsExactly("domain");

    ComponentSpec postgres = manifest.components().get(0);
    assertThat(postgres.kind()).isEqualTo(ComponentKind.MANAGED_SERVICE);
    assertThat(postgres.namespace()).isEqualTo("data");
    assertThat(postgres.chart().text()).isEqualTo("../charts/postgres");
    assertThat(postgres.provides())
        .extracting(p -> p.capability() + "@" + p.version().orElse(""))
        .containsExactly("database@16.4", "sql@");
    assertThat(postgres.rollback())
        .isEqualTo(RollbackPolicy.FORWARD_ONLY.withHooks(RollbackHooks.CURRENT));
    assertThat(postgres.optional()).isTrue();
    assertThat(postgres.timeout()).isEqualTo(Duration.ofMinutes(90));
    assertThat(postgres.readiness())
        .containsExactly(
            new ReadinessRule("Kafka.kafka.strimzi.io", "condition:Ready", "True", ""));

    ComponentSpec idm = manifest.components().get(1);
    assertThat(idm.namespace()).isEqualTo("maglev-system");
    assertThat(idm.timeout()).isEqualTo(Duration.ofMinutes(5));
    assertThat(idm.rollback()).isEqualTo(RollbackPolicy.ALLOWED);
    assertThat(idm.requires())
        .extracting(Need::toString)
        .containsExactly("database >=14 <17", "kong", "api >=3");
    assertThat(idm.values())
        .isEqualTo(
            Map.of(
                "global",
                Map.of("domain", "<%domain%>", "deep", Map.of("a", 1L, "b", 3L)),
                "own",
                true));

    HookSpec pki = manifest.hooks().get(0);
    assertThat(pki.phases()).containsExactly(HookPhase.PRE_INSTALL, HookPhase.PRE_UPGRADE);
    assertThat(pki.before()).containsExactly("idm", "kind=managed-service");
    assertThat(pki.after()).containsExactly("postgres");
    assertThat(pki.timeout()).isEqualTo(Duration.ofSeconds(90));
    assertThat(pki.values()).containsOnlyKeys("global");
  }

  @Test
  void parse_leastManifest_hasDefaults() {
    Manifest manifest = parse(HEAD + A);

    assertThat(manifest.kubernetes()).isEqualTo("*");
    assertThat(manifest.namespace()).isEqualTo("demo");
    assertThat(manifest.description()).isEmpty();
    assertThat(manifest.components().get(0).values()).isEmpty();
    assertThat(manifest.hooks()).isEmpty();
  }

  @Test
  void parse_manyProblems_reportsAllOfThemByPlace() {
    List<String> problems =
        problems(
            """
            apiVersion: distro.maglev.io/v2
            kind: Distro
            metadata: { name: Demo, version: 1.4 }
            spce: {}
            spec:
              kubernets: ">=1.28"
              components:
                - name: a
                  kind: addon
                  chrat: a
                - name: b
                  kind: core-addon
                  chart: b
                  timeout: 10
                  requires: [ "x ~~1" ]
                - { name: b, kind: core-addon, chart: b }
                - 7
              hooks:
                - { name: h, phases: [pre-instal], chart: h, before: [c, kind=addon] }
                - { name: g, chart: g, before: [aa] }
            """);

    assertThat(problems)
        .containsExactly(
            "m.yaml:1:13: expected distro.maglev.io/v1, found 'distro.maglev.io/v2'",
            "m.yaml:3:19: 'Demo' is no name; use lower-case letters, digits and '-' between them",
            "m.yaml:3:34: metadata: version: expected a text, found 1.4; put it in quotes",
            "m.yaml:4:1: unknown key 'spce' in the manifest; did you mean 'spec'?",
            "m.yaml:6:3: unknown key 'kubernets' in spec; did you mean 'kubernetes'?",
            "m.yaml:8:7: component 'a' has no chart",
            "m.yaml:9:13: kind 'addon' is neither managed-service nor core-addon",
            "m.yaml:10:7: unknown key 'chrat' in component 'a'; did you mean 'chart'?",
            "m.yaml:14:16: component 'b': timeout: expected a text, found 10; put it in quotes",
            "m.yaml:15:19: '~~1' is no version range of capability 'x'",
            "m.yaml:16:15: component 'b' is there twice, first at line 11",
            "m.yaml:17:7: component: expected a map, found 7",
            "m.yaml:19:27: there is no phase 'pre-instal'; did you mean 'pre-install'?",
            "m.yaml:19:59: there is no component 'c'",
            "m.yaml:19:62: kind 'addon' is neither managed-service nor core-addon",
            "m.yaml:20:7: hook 'g' has no phases",
            "m.yaml:20:37: there is no component 'aa'; did you mean 'a'?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "metadata: {name: x} | m.yaml:3:11: metadata has no version",
        "metadata: {version: 1.0.0} | m.yaml:3:11: metadata has no name",
        "metadata: {name: x, version: v1.0.0} | no semantic version",
        "metadata: [x] | m.yaml:3:11: metadata: expected a map, found a list",
        "metadata: {name: x, version: 1.0.0, labels: {}} | unknown key 'labels' in metadata",
        "metadata: {name: abcdefghijabcdefghijabcdefghijabcdefghijz, version: 1.0.0} | 41 characters, limit 40",
      })
  void parse_badMetadata_isRefused(String metadata, String problem) {
    assertThat(
            problems(
                "apiVersion: distro.maglev.io/v1\nkind: Distro\n" + metadata + "\nspec:\n" + A))
        .hasSize(1)
        .first()
        .asString()
        .contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kubernetes: '>=one' | m.yaml:5:15: '>=one' is no version range",
        "namespace: a.b | 'a.b' is no name",
        "includes: [x] | unknown key 'includes' in spec; did you mean 'include'?",
        "values: [1] | m.yaml:5:11: values: expected a map",
        "values: {n: 9007199254740993} | number 9007199254740993 is not exact; put it in quotes",
        "values: {h: '<%x%>'} | m.yaml:5:15: there is no parameter 'x'",
        "parameters: {p: string} | parameter 'p': expected a map such as {type: string}",
        "parameters: {p: {}} | parameter 'p' needs a type",
        "parameters: {p: {type: text}} | m.yaml:5:26: parameter 'p' needs a type",
        "parameters: {p: {type: string, patern: x}} | unknown keyword 'patern'; did you mean 'pattern'?",
        "parameters: {p: {type: string, pattern: '('}} | m.yaml:5:43: '(' is no regular expression",
        "parameters: {p: {type: string, default: 1}} | m.yaml:5:43: expected a string, found another value '1'",
        "parameters: {p: {type: integer, default: 0, minimum: 1}} | the value '0' is less than 1",
        "parameters: {p: {type: string, minimum: 1}} | belongs to type integer or number",
        "parameters: {p: {type: integer, minimum: 2, maximum: 1}} | maximum is below minimum",
        "parameters: {p: {type: string, enum: []}} | expected a list of values",
        "parameters: {p: {type: integer, enum: [a]}} | 'a' is no integer",
        "parameters: {p: {type: string, writeOnly: 'yes'}} | expected true or false",
        "parameters: {1p: {type: string}} | a parameter's name has letters",
        "parameters: {a-b: {type: string}, a_b: {type: string}} | same environment variable DISTRO_PARAM_A_B",
      })
  void parse_badSpec_isRefused(String line, String problem) {
    assertThat(problems(HEAD + "  " + line + "\n" + A))
        .hasSize(1)
        .first()
        .asString()
        .contains(problem);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "chart: https://charts.example.org/a | only paths are supported",
        "chart: oci://registry.example.org/a | only paths are supported",
        "chart: [a] | chart: expected a text, found a list",
        "chart: a, provides: ['Database 1'] | 'Database 1' is no capability",
        "chart: a, provides: ['db one'] | 'one' is no version of capability 'db'",
        "chart: a, requires: ['-x'] | '-x' is no requirement",
        "chart: a, requires: [{db: 1}] | requires: expected a text, found a map",
        "chart: a, requires: db | requires: expected a list, found a text",
        "chart: a, rollback: never | rollback 'never' is neither allowed nor forward-only",
        "chart: a, rollbackHooks: both | rollbackHooks 'both' is neither target nor current",
        "chart: a, optional: 'no' | optional: expected true or false",
        "chart: a, timeout: 10 minutes | '10 minutes' is no duration",
        "chart: a, timeout: 0s | '0s' is no duration",
        "chart: a, namespace: A | 'A' is no name",
        "chart: a, readiness: [{kind: Kafka, path: status.phase}] | readiness rule has no ready",
        "chart: a, readiness: [{kind: kafka, path: x, ready: 'x'}] | write Kind.group",
        "chart: a, readiness: [{kind: K.x, path: 'a..b', ready: 'x'}] | write condition:TYPE",
        "chart: a, readiness: [{kind: K.x, path: a, ready: true}] | expected a text, found true; put it in quotes",
        "chart: a, values: {'<%p%>': 1} | parameters are put into values only",
      })
  void parse_badComponent_isRefused(String keys, String problem) {
    assertThat(problems(HEAD + "  components: [{name: a, kind: core-addon, " + keys + "}]\n"))
        .hasSize(1)
        .first()
        .asString()
        .contains(problem);
  }

  @Test
  void parse_valuesTooDeep_isRefused() {
    String deep = "[".repeat(120) + "]".repeat(120);

    assertThat(problems(HEAD + "  values: {x: " + deep + "}\n" + A))
        .singleElement()
        .asString()
        .contains("nested deeper than 100 levels");
  }

  @Test
  void parse_tooManyComponents_isRefused() {
    StringBuilder text = new StringBuilder(HEAD + "  components:\n");
    for (int i = 0; i <= 1000; i++) {
      text.append("  - {name: c").append(i).append(", kind: core-addon, chart: c}\n");
    }

    assertThat(problems(text.toString()))
        .containsExactly("m.yaml:5:3: 1001 components, limit 1000");
  }

  @Test
  void parse_malformedYaml_namesThePlace() {
    assertThatThrownBy(() -> parse(HEAD + "  components: [\n"))
        .isInstanceOfSatisfying(
            DistroException.class,
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.YAML_INVALID);
              assertThat(e.where().get(0).file()).isEqualTo("m.yaml");
              assertThat(e.where().get(0).line()).isPositive();
            });
  }

  @Test
  void parse_aliasBomb_isRefusedQuickly() {
    StringBuilder bomb = new StringBuilder("x0: &x0 [a, a, a, a, a, a, a, a, a]\n");
    for (int i = 1; i < 12; i++) {
      String alias = "*x" + (i - 1);
      bomb.append("x" + i + ": &x" + i + " [" + (alias + ", ").repeat(8) + alias + "]\n");
    }

    assertThatThrownBy(() -> parse(bomb.toString()))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.YAML_INVALID));
  }

  @Test
  void parse_nothingOrAScalar_isRefused() {
    assertThat(problems(""))
        .containsExactly("m.yaml:1:1: the manifest: expected a map, found nothing");
    assertThat(problems("hello")).hasSize(1);
  }

  @Test
  void parse_duplicateKey_isRefused() {
    assertThatThrownBy(() -> parse(HEAD + A + A))
        .isInstanceOfSatisfying(
            DistroException.class,
            e -> assertThat(e.where().get(0).detail()).contains("already defined"));
  }

  @Test
  void read_fileThatIsNone_isToldApart(@TempDir Path dir) throws Exception {
    assertCode(dir.resolve("missing.yaml"), ErrorCode.IO);
    assertCode(dir, ErrorCode.IO);
    assertCode(
        Files.write(dir.resolve("binary.yaml"), new byte[] {(byte) 0xc3, 0x28}),
        ErrorCode.YAML_INVALID);
    assertCode(
        Files.write(dir.resolve("big.yaml"), new byte[(4 << 20) + 1]), ErrorCode.MANIFEST_INVALID);
  }

  @Test
  void chart_isRelativeToTheFile(@TempDir Path dir) throws Exception {
    Path file = Files.writeString(dir.resolve("m.yaml"), HEAD + A);

    assertThat(ManifestReader.read(file).components().get(0).chart().resolve())
        .isEqualTo(dir.resolve("a"));
  }

  private static void assertCode(Path file, ErrorCode code) {
    assertThatThrownBy(() -> ManifestReader.read(file))
        .isInstanceOfSatisfying(DistroException.class, e -> assertThat(e.code()).isEqualTo(code));
  }

  private static Manifest parse(String text) {
    return ManifestReader.parse(text, Path.of("m.yaml"));
  }

  private static List<String> problems(String text) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> parse(text));
    assertThat(e).as("a failure").isNotNull();
    return e.where().stream().map(SourceLocation::toString).toList();
  }
}
