package io.maglev.distro.compose.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.compose.parameter.SchemaReader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.values.schema.SchemaValidator;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The schema says what the reader says, as far as a schema can. */
class ManifestSchemaTest {
  private static final String HEAD =
      """
      apiVersion: distro.maglev.io/v1
      kind: Distro
      metadata: { name: demo, version: 1.0.0 }
      spec:
      """;

  private static final String A = "  components: [{name: a, kind: core-addon, chart: a}]\n";

  static Stream<Arguments> objects() {
    return Stream.of(
        Arguments.of("", ManifestFile.KEYS),
        Arguments.of("/properties/metadata", ManifestFile.METADATA_KEYS),
        Arguments.of("/properties/spec", ManifestFile.SPEC_KEYS),
        Arguments.of("/$defs/profile", ManifestFile.PROFILE_KEYS),
        Arguments.of("/$defs/include", Include.KEYS),
        Arguments.of("/$defs/component", Role.COMPONENT.keys()),
        Arguments.of("/$defs/hook", Role.HOOK.keys()),
        Arguments.of("/$defs/external", Role.EXTERNAL.keys()),
        Arguments.of("/$defs/readinessRule", MemberReader.READINESS_KEYS),
        Arguments.of("/$defs/parameter", SchemaReader.KEYWORDS));
  }

  @ParameterizedTest
  @MethodSource("objects")
  void schema_andReader_knowTheSameKeys(String pointer, List<String> keys) throws IOException {
    JsonNode object = schema().at(pointer);

    assertThat(names(object.get("properties"))).containsExactlyInAnyOrderElementsOf(keys);
    assertThat(object.get("additionalProperties").asBoolean(true)).isFalse();
  }

  @Test
  void schema_describesEveryKey() throws IOException {
    List<String> bare = new ArrayList<>();
    for (Arguments object : objects().toList()) {
      String pointer = String.valueOf(object.get()[0]);
      JsonNode properties = schema().at(pointer + "/properties");
      names(properties).stream()
          .filter(name -> properties.get(name).path("description").asText().length() < 10)
          .forEach(name -> bare.add(pointer + "/" + name));
    }

    assertThat(bare).isEmpty();
  }

  static Stream<Path> shipped() throws IOException {
    try (Stream<Path> files = Files.list(repository().resolve("distro-manifests"))) {
      return files
          .filter(file -> !file.toString().endsWith(".lock.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  @ParameterizedTest
  @MethodSource("shipped")
  void shippedManifest_isValid_andPointsEditorsAtTheSchema(Path file) throws IOException {
    String text = Files.readString(file);

    assertThat(problem(text)).isEmpty();
    assertThat(text).startsWith("# yaml-language-server: $schema=../docs/manifest.schema.json\n");
    assertThat(file.resolveSibling("../docs/manifest.schema.json"))
        .hasContent(ManifestSchema.text());
  }

  @Test
  void documentedManifest_isValid() throws IOException {
    String page = Files.readString(repository().resolve("docs/manifest.md"));
    String example = page.split("```yaml\n|```\n", -1)[1];

    assertThat(example).startsWith("apiVersion:").contains("hooks:");
    assertThat(problem(example)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        A,
        A + "  kubernetes: ~\n  values: ~\n  hooks: []\n  parameters: {}\n",
        "  components: [{name: a, kind: managed-service, chart: ../a.tgz, namespace: data,"
            + " provides: ['database 16.4', sql, 'x v1'], requires: ['b >=1 <2', b, 'b>=3'],"
            + " rollback: forward-only, rollbackHooks: current, optional: true, timeout: 1h30m, values: {x: [1, ~, {}]},"
            + " readiness: [{kind: Kafka.kafka.strimzi.io, path: 'condition:Ready', ready: 'True'},"
            + " {kind: K, path: status.phase, ready: Ok, failed: Down}]},"
            + " {name: b, kind: core-addon, chart: b}]\n",
        "  hooks: [{name: h, phases: [pre-install, post-delete], chart: h, before: [a],"
            + " after: ['kind=core-addon'], timeout: 90s, namespace: x, values: {}}]\n"
            + A,
        "  parameters: {s: {type: string, default: x, enum: [x, z], pattern: x, minLength: 1,"
            + " maxLength: 2, description: d}, i: {type: integer, minimum: 1, default: 3},"
            + " num: {type: number, maximum: 1.5}, flag: {type: boolean, writeOnly: true}}\n"
            + A,
        "  external: [{name: rds, provides: ['database 16.4'], values: {host: h}}]\n"
            + "  providers: {database: rds}\n"
            + A,
        "  profiles: {dev: {only: [a], exclude: ['kind=managed-service'], values: {x: 1},"
            + " parameters: {p: {default: 1}}, components: [{name: a, values: {r: 1}, timeout: ~}],"
            + " hooks: [{name: h, timeout: 1m}], external: [], providers: {}}}\n"
            + "  parameters: {p: {type: integer}}\n"
            + "  hooks: [{name: h, phases: [pre-install], chart: h}]\n"
            + A,
      })
  void goodSpec_isGoodToBoth(String spec, @TempDir Path dir) {
    assertThatCode(() -> ManifestReader.parse(HEAD + spec, dir.resolve("m.yaml")))
        .doesNotThrowAnyException();
    assertThat(problem(HEAD + spec)).isEmpty();
  }

  @Test
  void include_withChangesOfWhatItBrings_isGoodToBoth(@TempDir Path dir) throws IOException {
    String part =
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        spec:
          parameters: { p: { type: string } }
          components: [{ name: a, kind: core-addon, chart: a }]
          hooks: [{ name: h, phases: [pre-install], chart: h }]
          profiles: { small: {} }
        """;
    String whole =
        HEAD
            + """
              include: [part.yaml]
              exclude: [h]
              parameters: { p: { default: x } }
              components: [{ name: a, timeout: 20m, namespace: ~ }]
            """;
    String chosen = HEAD + "  include: [{ manifest: part.yaml, profile: small, only: [a] }]\n";
    Files.writeString(dir.resolve("part.yaml"), part);

    for (String text : List.of(whole, chosen)) {
      assertThatCode(() -> ManifestReader.parse(text, dir.resolve("m.yaml")))
          .doesNotThrowAnyException();
      assertThat(problem(text)).isEmpty();
    }
    assertThat(problem(part)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "components: [] | no",
        "components: {} | no",
        "components: [7] | no",
        "components: [{kind: core-addon, chart: a}] | no",
        "components: [{name: a, chart: a}] | no",
        "components: [{name: a, kind: core-addon}] | no",
        "components: [{name: A, kind: core-addon, chart: a}] | no",
        "components: [{name: a, kind: addon, chart: a}] | no",
        "components: [{name: a, kind: core-addon, chart: https://x/a}] | no",
        "components: [{name: a, kind: core-addon, chart: ''}] | no",
        "components: [{name: a, kind: core-addon, chart: a, chrat: b}] | no",
        "components: [{name: a, kind: core-addon, chart: a, timeout: 10}] | no",
        "components: [{name: a, kind: core-addon, chart: a, timeout: 0s}] | no",
        "components: [{name: a, kind: core-addon, chart: a, timeout: 10 minutes}] | no",
        "components: [{name: a, kind: core-addon, chart: a, namespace: a.b}] | no",
        "components: [{name: a, kind: core-addon, chart: a, rollbackHooks: both}] | no",
        "components: [{name: a, kind: core-addon, chart: a, rollback: never}] | no",
        "components: [{name: a, kind: core-addon, chart: a, optional: 'no'}] | no",
        "components: [{name: a, kind: core-addon, chart: a, values: [1]}] | no",
        "components: [{name: a, kind: core-addon, chart: a, provides: ['Db 1']}] | no",
        "components: [{name: a, kind: core-addon, chart: a, provides: ['db one']}] | no",
        "components: [{name: a, kind: core-addon, chart: a, requires: ['-x']}] | no",
        "components: [{name: a, kind: core-addon, chart: a, requires: b}] | no",
        "components: [{name: a, kind: core-addon, chart: a, requires: [{b: 1}]}] | no",
        "components: [{name: a, kind: core-addon, chart: a, readiness: [{kind: K}]}] | no",
        "components: [{name: a, kind: core-addon, chart: a, readiness: [{kind: k, path: x, ready: x}]}] | no",
        "components: [{name: a, kind: core-addon, chart: a, readiness: [{kind: K, path: a..b, ready: x}]}] | no",
        "components: [{name: a, kind: core-addon, chart: a, readiness: [{kind: K, path: a, ready: true}]}] | no",
        "hooks: [{name: h, chart: h}] | no",
        "hooks: [{name: h, phases: [], chart: h}] | no",
        "hooks: [{name: h, phases: [pre-instal], chart: h}] | no",
        "hooks: [{name: h, phases: [test], chart: h}] | no",
        "hooks: [{name: h, phases: [pre-install], chart: h, before: [kind=addon]}] | no",
        "external: [{name: x}] | no",
        "external: [{name: x, provides: [db]}] | no",
        "external: [{name: x, provides: ['db 1'], chart: a}] | no",
        "providers: {db: [a]} | no",
        "namespace: a.b | no",
        "include: [7] | no",
        "include: [{profile: x}] | no",
        "include: [{manifest: x, componets: [a]}] | no",
        "exclude: a | no",
        "profiles: {Dev: {}} | no",
        "profiles: {dev: {namespace: x}} | no",
        "profiles: {dev: {components: [{timeout: 1m}]}} | no",
        "values: [1] | no",
        "parameters: {p: string} | no",
        "parameters: {p: {}} | no",
        "parameters: {p: {type: text}} | no",
        "parameters: {p: {type: string, patern: x}} | no",
        "parameters: {p: {type: string, default: 1}} | no",
        "parameters: {p: {type: string, minimum: 1}} | no",
        "parameters: {p: {type: boolean, pattern: x}} | no",
        "parameters: {p: {type: string, enum: []}} | no",
        "parameters: {p: {type: integer, enum: [a]}} | no",
        "parameters: {p: {type: string, writeOnly: 'yes'}} | no",
        "parameters: {1p: {type: string}} | no",
        "kubernets: '>=1.28' | no",
        // What takes more than a look at one place, or a language of its own, is left to the
        // reader.
        "kubernetes: '>=one' | yes, ranges have a grammar of their own",
        "components: [{name: a, kind: core-addon, chart: a, requires: ['b ~~1']}] | yes, as above",
        "components: [{name: a, kind: core-addon, chart: a}, {name: a, kind: core-addon, chart: a}] | yes, names are compared",
        "hooks: [{name: h, phases: [pre-install], chart: h, before: [c]}] | yes, names are compared",
        "providers: {db: c} | yes, names are compared",
        "values: {n: 9007199254740993} | yes, JSON numbers are inexact there too",
        "values: {h: '<%x%>'} | yes, parameters are compared",
        "parameters: {p: {type: string, pattern: '('}} | yes, RE2 is no ECMA-262",
        "parameters: {p: {type: integer, default: 0, minimum: 1}} | yes, keywords are compared",
        "parameters: {p: {type: integer, minimum: 2, maximum: 1}} | yes, keywords are compared",
        "parameters: {a-b: {type: string}, a_b: {type: string}} | yes, names are compared",
      })
  void badSpec_isBadToBoth_unlessASchemaCannotTell(String line, String passes, @TempDir Path dir) {
    boolean whole = line.startsWith("components:");
    String text = HEAD + "  " + line + "\n" + (whole ? "" : A);

    assertThatThrownBy(() -> ManifestReader.parse(text, dir.resolve("m.yaml")))
        .isInstanceOf(DistroException.class);
    assertThat(problem(text).isEmpty()).as(passes).isEqualTo(passes.startsWith("yes"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "apiVersion: distro.maglev.io/v2\nkind: Distro\nmetadata: {name: x, version: 1.0.0}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Chart\nmetadata: {name: x, version: 1.0.0}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Distro\nmetadata: {name: x}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Distro\nmetadata: {name: X, version: 1.0.0}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Distro\nmetadata: {name: x, version: v1.0.0}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Distro\nmetadata: {name: x, version: 1.4}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Distro\nmetadata: [x]\nspec:\n",
        "kind: Distro\nmetadata: {name: x, version: 1.0.0}\nspec:\n",
        "apiVersion: distro.maglev.io/v1\nkind: Distro\nspce: {}\nmetadata: {name: x, version: 1.0.0}\nspec:\n",
      })
  void badHead_isBadToBoth(String head, @TempDir Path dir) {
    assertThatThrownBy(() -> ManifestReader.parse(head + A, dir.resolve("m.yaml")))
        .isInstanceOf(DistroException.class);
    assertThat(problem(head + A)).isPresent();
  }

  private static Optional<String> problem(String manifest) {
    return SchemaValidator.problem(ManifestSchema.text(), YamlReader.readMap(manifest, "m.yaml"));
  }

  private static JsonNode schema() throws JsonProcessingException {
    return new ObjectMapper().readTree(ManifestSchema.text());
  }

  private static List<String> names(JsonNode object) {
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
