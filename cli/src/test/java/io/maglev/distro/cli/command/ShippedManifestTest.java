package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The manifests of this repository: sound, as locked, and what their names promise. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ShippedManifestTest {
  private static final Path MANIFESTS = repository().resolve("distro-manifests");

  @TempDir private Path dir = Path.of("");

  static Stream<String> manifests() throws IOException {
    try (Stream<Path> files = Files.list(MANIFESTS)) {
      return files
          .map(file -> String.valueOf(file.getFileName()))
          .filter(name -> !name.endsWith(".lock.yaml"))
          .sorted()
          .toList()
          .stream();
    }
  }

  static Stream<String> locked() throws IOException {
    // It is there to fail, in nobody's production.
    return manifests().filter(name -> !name.equals("faulty.yaml"));
  }

  @ParameterizedTest
  @MethodSource("manifests")
  void manifest_isWithoutFault(String name) {
    assertThat(Ran.distro("lint", MANIFESTS.resolve(name).toString()).out())
        .isEqualTo("manifest '" + MANIFESTS.resolve(name) + "': 0 errors, 0 warnings\n");
  }

  @ParameterizedTest
  @MethodSource("locked")
  void lockFile_isWhatLockWritesNow(String name) {
    Path kept = MANIFESTS.resolve(name.replace(".yaml", ".lock.yaml"));
    Path now = dir.resolve("now.yaml");

    Ran ran = Ran.distro("lock", "-f", MANIFESTS.resolve(name).toString(), "-o", now.toString());

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(kept).as("run 'just lock' and review what changes").hasSameTextualContentAs(now);
  }

  @Test
  void maglev_isItsTwoSlicesAndTheirHook() {
    assertThat(composed("maglev")).containsExactly("postgres", "redis", "kong", "idm", "pki");
    assertThat(composed("managed-services")).containsExactly("postgres", "redis");
    assertThat(composed("core-addons")).containsExactly("kong", "idm", "database", "pki");
    assertThat(composed("cloud")).containsExactly("redis", "kong", "idm", "database", "pki");
    assertThat(composed("maglev", "--profile", "dev"))
        .containsExactly("postgres", "redis", "kong", "idm", "pki");
  }

  @Test
  void maglevDev_isSmall() throws IOException {
    String maglev = rendered("maglev-0.1.0", "maglev");
    String dev = rendered("maglev-0.1.0+dev", "maglev", "--profile", "dev");

    assertThat(maglev).contains("kind: PodDisruptionBudget", "replicas: 2", "storage: 8Gi");
    assertThat(dev)
        .contains("storage: 1Gi", "maglev.localhost")
        .doesNotContain("kind: PodDisruptionBudget", "replicas: 2");
    assertThat(memoryLimits(dev)).isLessThan(memoryLimits(maglev) * 2 / 3);
  }

  @Test
  void cloud_reachesTheDatabaseThatTheOperatorNames() {
    composed("cloud");
    Path bundle = dir.resolve("maglev-cloud-0.1.0.distro.tar");

    Ran ran =
        Ran.distro(
            "template",
            bundle.toString(),
            "--param",
            "databaseHost=db.example.org",
            "--param",
            "databasePort=6432",
            "--param",
            "databaseSecret=db-login");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains(
            "jdbc:postgresql://db.example.org:6432/idm",
            "value: \"db.example.org\"",
            "value: \"6432\"",
            "name: db-login\n                  key: idm-password",
            "name: db-login\n                  key: kong-password",
            "storageClassName: standard")
        .doesNotContain("name: postgres\n");
  }

  /** The first words of the tables that compose prints. */
  private List<String> composed(String name, String... more) {
    Ran ran =
        Ran.distro(
            Stream.concat(
                    Stream.of(
                        "compose",
                        "--locked",
                        "-f",
                        MANIFESTS.resolve(name + ".yaml").toString(),
                        "-o",
                        dir.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.err()).isEmpty();
    return ran.out()
        .lines()
        .skip(3)
        .map(line -> line.split(" ", 2)[0])
        .filter(word -> word.matches("[a-z0-9-]+"))
        .toList();
  }

  private String rendered(String bundle, String name, String... more) {
    composed(name, more);
    return Ran.distro("template", dir.resolve(bundle + ".distro.tar").toString()).out();
  }

  private static long memoryLimits(String rendered) {
    return rendered
        .lines()
        .map(String::strip)
        .filter(line -> line.matches("memory: [0-9]+[MG]i"))
        .mapToLong(
            line ->
                Long.parseLong(line.replaceAll("[^0-9]", "")) * (line.endsWith("Gi") ? 1024 : 1))
        .sum();
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
