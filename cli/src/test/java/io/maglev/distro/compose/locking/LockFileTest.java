package io.maglev.distro.compose.locking;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.compose.Charts;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LockFileTest {
  private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void write_isForPeople_andReadsBack() {
    Digest digest = Digest.parse(DIGEST);
    Pin db = new Pin("../charts/db", "db", "1.0.0", digest, Map.of());
    Pin app = new Pin("../charts/an app", "app", "1.0.0", digest, Map.of("database >=14", "db"));
    LockFile lock =
        new LockFile(
            Optional.of(new Pins(Map.of("db", db, "app", app), Map.of("pki", db))),
            Map.of("dev", new Pins(Map.of("db", db), Map.of())));

    String text = LockFileWriter.write(lock);

    assertThat(text)
        .isEqualTo(
            """
            # Written by 'distro lock'. Review it, keep it beside the manifest, change it by writing it anew.
            apiVersion: distro.maglev.io/v1
            kind: DistroLock
            plain:
              components:
                app:
                  chart: ../charts/an app
                  digest: DIGEST
                  name: app
                  requires:
                    database >=14: db
                  version: 1.0.0
                db:
                  chart: ../charts/db
                  digest: DIGEST
                  name: db
                  version: 1.0.0
              hooks:
                pki:
                  chart: ../charts/db
                  digest: DIGEST
                  name: db
                  version: 1.0.0
            profiles:
              dev:
                components:
                  db:
                    chart: ../charts/db
                    digest: DIGEST
                    name: db
                    version: 1.0.0
                hooks: {}
            """
                .replace("DIGEST", DIGEST));
    assertThat(LockFileReader.parse(text, "x")).isEqualTo(lock);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "apiVersion: distro.maglev.io/v2 | f:1:13: expected distro.maglev.io/v1, found 'distro.maglev.io/v2'",
        "kind: Distro | f:1:7: expected DistroLock, found 'Distro'",
        "profile: {} | f:1:1: unknown key 'profile' in the lock file; did you mean 'profiles'?",
        "plain: [] | f:1:8: plain or a profile: expected a map",
        "profiles: [] | f:1:11: profiles: expected a map",
        "plain: {component: {}} | unknown key 'component' in plain or a profile",
        "plain: {components: {a: 7}} | f:1:25: a component or hook: expected a map",
        "plain: {components: {a: {name: a, version: '1', digest: D}}} | there is no chart",
        "plain: {components: {a: {chart: a, name: a, version: 1, digest: D}}} | version: expected a text",
        "plain: {components: {a: {chart: a, name: '', version: '1', digest: D}}} | name: expected a text",
        "plain: {components: {a: {chart: a, name: a, version: '1', digest: 'sha256:12'}}} | 'sha256:12' is no digest",
        "plain: {components: {a: {chart: a, name: a, version: '1', digest: D, requires: {x: []}}}} | provider: expected a text",
        "plain: {components: {a: {chart: a, name: a, version: '1', digest: D, time: now}}} | unknown key 'time'",
      })
  void parse_whatNobodyWrote_isRefused(String line, String problem) {
    String rest =
        (line.startsWith("apiVersion") ? "" : "apiVersion: distro.maglev.io/v1\n")
            + (line.startsWith("kind") ? "" : "kind: DistroLock\n");
    String text = line.replace("digest: D", "digest: '" + DIGEST + "'") + "\n" + rest;

    DistroException e =
        catchThrowableOfType(DistroException.class, () -> LockFileReader.parse(text, "f"));

    assertThat(e.code()).isEqualTo(ErrorCode.MANIFEST_INVALID);
    assertThat(e).hasMessage("cannot read lock file 'f'");
    assertThat(e.where())
        .singleElement()
        .extracting(SourceLocation::toString)
        .asString()
        .contains(problem);
    assertThat(e.hint()).hasValueSatisfying(hint -> assertThat(hint).contains("distro lock"));
  }

  @Test
  void parse_nothing_namesWhatIsMissing() {
    DistroException e =
        catchThrowableOfType(DistroException.class, () -> LockFileReader.parse("{}", "f"));

    assertThat(e.where())
        .extracting(SourceLocation::detail)
        .containsExactly("the lock file has no apiVersion", "the lock file has no kind");
  }

  @Test
  void read_fileThatIsNone_isToldApart() throws IOException {
    assertThat(code(dir.resolve("none"))).isEqualTo(ErrorCode.IO);
    assertThat(code(dir)).isEqualTo(ErrorCode.IO);
    assertThat(code(Files.write(dir.resolve("b"), new byte[] {(byte) 0xc3, 0x28})))
        .isEqualTo(ErrorCode.YAML_INVALID);
    assertThat(code(charts.write("c", "a: ["))).isEqualTo(ErrorCode.YAML_INVALID);
    assertThat(code(Files.write(dir.resolve("d"), new byte[(16 << 20) + 1])))
        .isEqualTo(ErrorCode.MANIFEST_INVALID);
  }

  @ParameterizedTest
  @CsvSource({
    "maglev.yaml,maglev.lock.yaml",
    "a.b.yml,a.b.lock.yaml",
    "x.json,x.lock.yaml",
    "plain,plain.lock.yaml"
  })
  void of_manifest_liesBesideIt(String manifest, String lock) {
    assertThat(LockFile.of(dir.resolve(manifest))).isEqualTo(dir.resolve(lock));
    assertThat(LockFile.of(Path.of(manifest))).isEqualTo(Path.of(lock));
  }

  @Test
  void lock_ofManifest_hasEachProfile_andPathsRelativeToIt() {
    new Charts(dir.resolve("sub"))
        .chart("db", "annotations: { distro.maglev.io/provides: database 16.0.0 }");
    charts.chart("app");
    charts.write(
        "sub/part.yaml",
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        spec: { components: [{ name: db, kind: managed-service, chart: db }] }
        """);
    Path manifest =
        charts.manifest(
            """
            include: [sub/part.yaml]
            components: [{ name: app, kind: core-addon, chart: ./app, requires: [database >=14] }]
            hooks: [{ name: app, phases: [pre-install], chart: app }]
            profiles:
              cloud: { exclude: [db], external: [{ name: rds, provides: [database 15.1.0] }] }
              same: {}
            """);

    LockFile lock = Pinning.lock(manifest);

    Pins plain = lock.plain().orElseThrow();
    assertThat(plain.components()).containsOnlyKeys("app", "db");
    assertThat(component(plain, "db").path()).isEqualTo("sub/db");
    assertThat(component(plain, "app").path()).isEqualTo("app");
    assertThat(component(plain, "app").requires()).isEqualTo(Map.of("database >=14", "db"));
    assertThat(plain.hooks()).containsOnlyKeys("app");
    assertThat(lock.profiles()).containsOnlyKeys("cloud", "same").containsEntry("same", plain);
    Pins cloud = lock.pins(Optional.of("cloud")).orElseThrow();
    assertThat(cloud.components()).containsOnlyKeys("app");
    assertThat(component(cloud, "app").requires()).isEqualTo(Map.of("database >=14", "rds"));
  }

  @Test
  void lock_ofOneProfile_leavesTheRest() {
    charts.chart("a");
    Path manifest =
        charts.manifest(
            """
            components: [{ name: a, kind: core-addon, chart: a }]
            profiles: { one: {}, two: {} }
            """);
    LockFile before = Pinning.lock(manifest);
    charts.write("a/values.yaml", "x: 1");

    LockFile after = Pinning.lock(manifest, before, "one");

    assertThat(after.plain()).isEqualTo(before.plain());
    assertThat(after.profiles().get("two")).isEqualTo(before.profiles().get("two"));
    assertThat(before.differences(after))
        .singleElement()
        .asString()
        .startsWith("profile 'one': chart of 'a': locked a 1.0.0 sha256:");
    assertThat(after).isNotEqualTo(Pinning.lock(manifest));
  }

  @Test
  void write_ofTwoCopies_isTheSameBytes(@TempDir Path other) {
    Charts copy = new Charts(other.resolve("deeper"));
    for (Charts each : List.of(charts, copy)) {
      each.chart("a");
      each.manifest("components: [{ name: a, kind: core-addon, chart: a }]");
    }

    assertThat(LockFileWriter.write(Pinning.lock(copy.dir().resolve("distro.yaml"))))
        .isEqualTo(LockFileWriter.write(Pinning.lock(dir.resolve("distro.yaml"))))
        .doesNotContain(dir.toString());
  }

  private static Pin component(Pins pins, String name) {
    return Objects.requireNonNull(pins.components().get(name));
  }

  private static ErrorCode code(Path file) {
    return catchThrowableOfType(DistroException.class, () -> LockFileReader.read(file)).code();
  }
}
