package io.maglev.distro.cli.start;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher and its archive of loaded classes, on a copy of what was built. */
class LauncherArchiveIT {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final String FROM_ARCHIVE =
      "io.maglev.distro.cli.Main source: shared objects file";

  @TempDir private Path dir = Path.of("");
  private Path cache = Path.of("");

  @BeforeEach
  void copyOfWhatWasBuilt() throws IOException {
    Path target = repository().resolve("cli/target");
    assumeTrue(Files.exists(target.resolve("distro.jar")), "mvn verify builds distro.jar first");
    cache = dir.resolve("cache");
    Path copy = Files.createDirectories(dir.resolve("copy/cli/target"));
    Files.copy(repository().resolve("distro"), dir.resolve("copy/distro"));
    Files.copy(target.resolve("distro.jar"), copy.resolve("distro.jar"));
    Files.createDirectory(copy.resolve("lib"));
    try (Stream<Path> libraries = Files.list(target.resolve("lib"))) {
      for (Path library : libraries.toList()) {
        Files.copy(library, copy.resolve("lib").resolve(library.getFileName()));
      }
    }
  }

  @Test
  void firstRuns_together_areAsAny_andMakeOneArchiveAfterwards() throws Exception {
    Process one = start(Map.of(), "version");
    Process two = start(Map.of(), "version");
    Ran first = finish(one);
    Ran second = finish(two);

    assertThat(first.err()).isEmpty();
    assertThat(first.out()).startsWith("distro ");
    assertThat(second).isEqualTo(first);
    awaitArchives(1);
    assertThat(run(Map.of(), "version")).isEqualTo(first);
    assertThat(usesArchive()).isTrue();
    assertThat(archives()).hasSize(1);
  }

  /** A program that reads our output to its end must not wait for the archive as well. */
  @Test
  void firstRun_intoAPipe_endsWithTheCommand() throws Exception {
    Ran first = run(Map.of(), "version");

    assertThat(first.out()).startsWith("distro ");
    assertThat(archives()).isEmpty();
    awaitArchives(1);
    assertThat(archives()).hasSize(1);
  }

  @Test
  void archive_ofAnotherJar_isPassedOver_andReplaced() throws Exception {
    run(Map.of("DISTRO_CDS", "now"), "version");
    List<Path> before = archives();
    assertThat(usesArchive()).isTrue();

    Path jar = dir.resolve("copy/cli/target/distro.jar");
    Files.setLastModifiedTime(jar, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
    Ran changed = run(Map.of("DISTRO_CDS", "now"), "version");

    assertThat(changed.err()).isEmpty();
    assertThat(changed.code()).isZero();
    assertThat(archives()).hasSize(1).doesNotContainAnyElementsOf(before);
    assertThat(usesArchive()).isTrue();
  }

  @Test
  void archive_thatJavaRefuses_changesNothing() throws Exception {
    Ran plain = run(Map.of("DISTRO_CDS", "now"), "version");
    Path archive = archives().get(0);
    Ran wrong = run(Map.of("DISTRO_CDS", "off"), "no-such-command");
    Files.delete(archive);
    Files.writeString(archive, "no archive at all");

    assertThat(run(Map.of(), "version")).isEqualTo(plain);
    assertThat(run(Map.of(), "no-such-command")).isEqualTo(wrong);
    assertThat(usesArchive()).isFalse();
  }

  @Test
  void cache_thatCannotBeOrMustNotBeUsed_isLeftAloneInSilence() throws Exception {
    Ran plain = run(Map.of("DISTRO_CDS", "off"), "version");
    assertThat(cache).doesNotExist();

    Path file = Files.writeString(dir.resolve("file"), "");
    for (String home : List.of(file.toString(), "relative", dir.resolve("a:b").toString())) {
      assertThat(run(Map.of("XDG_CACHE_HOME", home), "version")).as(home).isEqualTo(plain);
    }
    assertThat(run(Map.of("DISTRO_JAVA_OPTS", "-Xshare:off"), "version")).isEqualTo(plain);
    assertThat(cache).doesNotExist();

    Path open = Files.createDirectories(cache.resolve("distro/start"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(run(Map.of("DISTRO_CDS", "now"), "version")).isEqualTo(plain);
    assertThat(open).isEmptyDirectory();
  }

  @Test
  void launcher_namedWithoutItsDirectory_findsTheJar() throws Exception {
    Files.createSymbolicLink(dir.resolve("link"), Path.of("copy/distro"));
    Map<String, String> off = Map.of("DISTRO_CDS", "off");
    Ran plain = run(off, "version");

    assertThat(plain.code()).isZero();
    assertThat(finish(start(dir.resolve("copy"), off, List.of("sh", "distro", "version"))))
        .isEqualTo(plain);
    assertThat(finish(start(dir, off, List.of("sh", "link", "version")))).isEqualTo(plain);
  }

  private boolean usesArchive() throws Exception {
    Ran ran = run(Map.of("DISTRO_JAVA_OPTS", "-Xlog:class+load"), "version");
    return ran.out().contains(FROM_ARCHIVE);
  }

  private void awaitArchives(int number) throws Exception {
    Instant end = Instant.now().plus(PATIENCE);
    while (archives().size() < number && Instant.now().isBefore(end)) {
      Thread.sleep(100);
    }
  }

  /** What is complete: no lock, nothing half made. */
  private List<Path> archives() throws IOException {
    Path place = cache.resolve("distro/start");
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(place)) {
      return files.filter(LauncherArchiveIT::isArchive).toList();
    }
  }

  private static boolean isArchive(Path file) {
    try {
      return !file.toString().endsWith(".for") && Files.isRegularFile(file) && Files.size(file) > 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Ran run(Map<String, String> environment, String... arguments) throws Exception {
    return finish(start(environment, arguments));
  }

  private Process start(Map<String, String> environment, String... arguments) throws Exception {
    List<String> command =
        Stream.concat(Stream.of(dir.resolve("copy/distro").toString()), Stream.of(arguments))
            .toList();
    return start(dir, environment, command);
  }

  private Process start(Path directory, Map<String, String> environment, List<String> command)
      throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.redirectInput(Redirect.from(Path.of("/dev/null").toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("DISTRO_"));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("XDG_CACHE_HOME", cache.toString());
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static Ran finish(Process process) throws Exception {
    byte[] out = process.getInputStream().readAllBytes();
    byte[] err = process.getErrorStream().readAllBytes();
    return new Ran(
        process.waitFor(),
        new String(out, StandardCharsets.UTF_8),
        new String(err, StandardCharsets.UTF_8));
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }

  /** What a process came to. */
  private record Ran(int code, String out, String err) {}
}
