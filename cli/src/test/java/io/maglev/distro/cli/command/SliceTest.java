package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** maglev and its slices from the manifest to a sandbox, whole and by kind, and away again. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class SliceTest {
  @TempDir private Path dir = Path.of("");
  private Path state = dir;

  @BeforeEach
  void setUp() {
    state = dir.resolve("state/sandbox.json");
  }

  @ParameterizedTest
  @CsvSource({
    "maglev, dev, maglev, 4",
    "managed-services, '', maglev-services, 2",
    "core-addons, '', maglev-addons, 2",
    "cloud, '', maglev-cloud, 3",
  })
  void slice_comesUp_andGoesWithoutATrace(
      String file, String profile, String name, int components) {
    String bundle = compose(file, profile);

    Ran install = sandbox("install", bundle);
    Ran status = sandbox("status");
    Ran list = sandbox("list");
    Ran uninstall = sandbox("uninstall", name, "--yes", "--delete-data");

    assertThat(install.exit()).as(install.err()).isZero();
    assertThat(install.out())
        .contains(name + " 0.1.0", "revision 1, deployed, " + components + " components");
    assertThat(ready(status)).isEqualTo(components);
    assertThat(list.out()).contains(name);
    assertThat(uninstall.exit()).as(uninstall.err()).isZero();
    assertThat(sandbox("list").out()).doesNotContain(name);
  }

  @Test
  void maglev_servicesFirst_thenAddons_thenAwayInTheOtherOrder() {
    String bundle = compose("maglev", "");

    Ran early = sandbox("install", bundle, "--only", "kind=core-addon");
    Ran services = sandbox("install", bundle, "--only", "kind=managed-service");
    Ran half = sandbox("status");
    Ran addons = sandbox("install", bundle, "--only", "kind=core-addon");
    Ran whole = sandbox("status");
    Ran refused = sandbox("uninstall", "--yes", "--only", "kind=managed-service");
    Ran withoutAddons = sandbox("uninstall", "--yes", "--only", "kind=core-addon");

    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.err()).contains("database");
    assertThat(services.exit()).as(services.err()).isZero();
    assertThat(services.err()).doesNotContain("pki");
    assertThat(ready(half)).isEqualTo(2);
    assertThat(addons.exit()).as(addons.err()).isZero();
    assertThat(addons.err()).contains("pki");
    assertThat(ready(whole)).isEqualTo(4);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("'kong' requires 'postgres'");
    assertThat(withoutAddons.exit()).as(withoutAddons.err()).isZero();
    assertThat(ready(sandbox("status"))).isEqualTo(2);
  }

  @Test
  void slices_besideEachOther_areDistrosOfTheirOwn() {
    Ran services = sandbox("install", compose("managed-services", ""));
    Ran addons = sandbox("install", compose("core-addons", ""));
    Ran list = sandbox("list");
    Ran gone = sandbox("uninstall", "maglev-addons", "--yes");

    assertThat(services.exit()).as(services.err()).isZero();
    assertThat(addons.exit()).as(addons.err()).isZero();
    assertThat(list.out()).contains("maglev-services", "maglev-addons");
    assertThat(gone.exit()).as(gone.err()).isZero();
    assertThat(ready(sandbox("status"))).isEqualTo(2);
  }

  @Test
  void wholeMaglev_overASlice_leavesOthersReleasesAlone() {
    sandbox("install", compose("managed-services", ""));

    Ran maglev = sandbox("install", compose("maglev", ""));

    assertThat(maglev.exit()).isEqualTo(1);
    assertThat(maglev.err()).contains("postgres", "maglev-services");
    assertThat(ready(sandbox("status", "maglev-services"))).isEqualTo(2);
  }

  private String compose(String name, String profile) {
    Path out = dir.resolve(name + profile);
    Stream<String> args =
        Stream.of(
            "compose",
            "-f",
            repository().resolve("distro-manifests/" + name + ".yaml").toString(),
            "-o",
            out.toString());
    Ran ran =
        Ran.distro(
            Stream.concat(args, profile.isEmpty() ? Stream.of() : Stream.of("--profile", profile))
                .toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    return out.resolve(Objects.requireNonNull(out.toFile().list())[0]).toString();
  }

  private Ran sandbox(String... args) {
    return Ran.distro(
        Map.of("DISTRO_SANDBOX", state.toString()),
        "",
        Stream.concat(Stream.of(args), Stream.of("--sandbox")).toArray(String[]::new));
  }

  private static long ready(Ran status) {
    assertThat(status.exit()).as(status.err()).isZero();
    return status.out().lines().filter(line -> line.matches(".* deployed +yes\\s*")).count();
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
