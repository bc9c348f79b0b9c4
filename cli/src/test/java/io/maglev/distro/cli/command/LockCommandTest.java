package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockCommandTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);
  private Path manifest = dir;
  private Path file = dir;

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
    charts.chart("a");
    charts.chart("b");
    file = dir.resolve("distro.lock.yaml");
    manifest =
        charts.manifest(
            """
            components:
              - { name: a, kind: core-addon, chart: a }
              - { name: b, kind: core-addon, chart: b, requires: [a] }
            profiles: { dev: { exclude: [b] } }
            """);
  }

  @Test
  void lock_writesTheFileBesideTheManifest_andSaysLaterWhatChanged() throws IOException {
    Ran first = lock();
    Ran again = lock();
    charts.write("a/values.yaml", "x: 1");
    Ran changed = lock();

    assertThat(first.out()).isEqualTo("wrote " + file + "\n");
    assertThat(first.exit()).isZero();
    assertThat(again.out()).isEqualTo("unchanged " + file + "\n");
    assertThat(changed.out().lines()).hasSize(3).first().isEqualTo("wrote " + file);
    assertThat(changed.out())
        .contains(
            "\n  chart of 'a': locked a 1.0.0 sha256:",
            "\n  profile 'dev': chart of 'a': locked a 1.0.0 sha256:");
    assertThat(Files.readString(file)).contains("plain:\n", "\n  dev:\n");
  }

  @Test
  void lock_withProfile_writesThatAlone() throws IOException {
    Ran first = lock("--profile", "dev", "-o", dir.resolve("x.yaml").toString());
    Ran unknown = lock("--profile", "prod");

    assertThat(first.exit()).isZero();
    assertThat(Files.readString(dir.resolve("x.yaml")))
        .contains("\n  dev:\n")
        .doesNotContain("plain");
    assertThat(file).doesNotExist();
    assertThat(unknown.exit()).isEqualTo(2);
    assertThat(unknown.err()).contains("profile 'prod'");
  }

  @Test
  void lock_withProfile_intoADamagedFile_isRefused_butWholeIsWrittenAnew() {
    charts.write("distro.lock.yaml", "kind: DistroLock");

    Ran one = lock("--profile", "dev");
    Ran whole = lock();

    assertThat(one.exit()).isEqualTo(1);
    assertThat(one.err()).contains("cannot read lock file", "has no apiVersion");
    assertThat(whole.exit()).as(whole.err()).isZero();
    assertThat(compose("--locked").exit()).isZero();
  }

  @Test
  void lock_ofWhatDoesNotResolve_writesNothing() {
    charts.write("b/Chart.yaml", "apiVersion: v2\nname: b\n");

    Ran ran = lock();

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: cannot use the chart of component 'b'");
    assertThat(file).doesNotExist();
  }

  @Test
  void lock_intoADirectoryThatIsNotThere_isToldSo() {
    Ran ran = lock("-o", dir.resolve("none/x.yaml").toString());

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).contains("cannot write lock file", "no such file or directory");
  }

  @Test
  void composeLocked_withoutLockFile_saysHowToMakeOne() {
    Ran ran = compose("--locked");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .isEqualTo(
            """
            error: cannot read lock file '%s': there is no such file
              hint: make it with 'distro lock'
            """
                .formatted(file));
  }

  @Test
  void composeLocked_asLocked_composes() {
    lock();

    Ran ran = compose("--locked");

    assertThat(ran.err()).isEmpty();
    assertThat(ran.exit()).isZero();
    assertThat(compose("--locked", "--profile", "dev").exit()).isZero();
    assertThat(compose("--locked", "--only", "a").exit()).isZero();
  }

  @Test
  void composeLocked_ofWhatMoved_namesEachDifferenceAndWritesNothing() throws IOException {
    lock();
    charts.chart("b", "version: 1.1.0");
    charts.write("a/values.yaml", "x: 1");

    Ran ran = compose("--locked");

    assertThat(ran.exit()).isEqualTo(1);
    String digest = "sha256:[0-9a-f]{12}";
    assertThat(ran.err())
        .matches(
            """
            error: cannot compose '%1$s' as it is locked: 2 differences
              at %2$s: chart of 'a': locked a 1.0.0 %3$s, now a 1.0.0 %3$s
              at %2$s: chart of 'b': locked b 1.0.0 %3$s, now b 1.1.0 %3$s
              hint: run 'distro lock -f %1$s' and review what changes
            """
                .formatted(manifest, file, digest));
    try (Stream<Path> files = Files.list(dir)) {
      assertThat(files).noneMatch(it -> it.toString().endsWith(".tar"));
    }
  }

  @Test
  void composeLocked_ofAPart_looksAtThatAlone() {
    lock();
    charts.write("b/values.yaml", "x: 1");

    assertThat(compose("--locked", "--only", "a").exit()).isZero();
    assertThat(compose("--locked").exit()).isEqualTo(1);
    assertThat(compose("--locked", "--profile", "dev").exit()).isZero();
  }

  @Test
  void composeLocked_ofAProfileThatIsNotLocked_isRefused() {
    lock();
    charts.write(
        "distro.yaml",
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        metadata: { name: demo, version: 1.2.3 }
        spec:
          components: [{ name: a, kind: core-addon, chart: a }]
          profiles: { new: {} }
        """);

    assertThat(compose("--locked", "--profile", "new").err())
        .contains("profile 'new' is not locked");
    assertThat(compose("--locked").err())
        .contains("component 'b': locked b 1.0.0", "now not there");
  }

  @Test
  void compose_withoutLocked_warnsOfAStaleLockInOneLine() {
    lock();
    charts.write("a/values.yaml", "x: 1");
    charts.write("b/values.yaml", "x: 1");

    Ran ran = compose();

    assertThat(ran.exit()).isZero();
    assertThat(ran.err().lines()).hasSize(1);
    assertThat(ran.err())
        .startsWith("warning: lock file '" + file + "' is stale: chart of 'a': locked")
        .contains(" and 1 more; run 'distro lock -f " + manifest + "'");
  }

  @Test
  void compose_withoutLocked_takesADamagedLockForAWarning() {
    charts.write("distro.lock.yaml", "kind: 7");

    Ran ran = compose();

    assertThat(ran.exit()).isZero();
    assertThat(ran.err()).startsWith("warning: cannot read lock file").contains("distro lock -f");
  }

  @Test
  void lint_warnsOfAStaleLock_andFailsOnADamagedOne() {
    lock();
    Ran clean = Ran.distro("lint", manifest.toString());
    charts.write("a/values.yaml", "x: 1");
    Ran stale = Ran.distro("lint", manifest.toString());
    Ran profile = Ran.distro("lint", manifest.toString(), "--profile", "dev");
    charts.write("distro.lock.yaml", "kind: 7");
    Ran damaged = Ran.distro("lint", manifest.toString());

    assertThat(clean.out()).endsWith(": 0 errors, 0 warnings\n");
    assertThat(stale.exit()).isZero();
    assertThat(stale.out())
        .contains("warning: lock file '" + file + "' is stale: chart of 'a'")
        .endsWith(": 0 errors, 1 warning\n");
    assertThat(profile.out()).endsWith(": 0 errors, 1 warning\n");
    assertThat(damaged.exit()).isEqualTo(1);
    assertThat(damaged.out()).contains(file + ":1:7: error: expected DistroLock, found '7'");
  }

  private Ran lock(String... more) {
    return run("lock", more);
  }

  private Ran compose(String... more) {
    return run(
        "compose",
        Stream.concat(Stream.of("-o", dir.resolve("out").toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private Ran run(String command, String... more) {
    return Ran.distro(
        Stream.concat(Stream.of(command, "-f", manifest.toString()), Stream.of(more))
            .toArray(String[]::new));
  }
}
