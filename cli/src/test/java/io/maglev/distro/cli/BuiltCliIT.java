package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line as it was built, in processes of its own: the launcher, other JDKs. */
class BuiltCliIT {
  private static final String OTHER_JAVA = "DISTRO_OTHER_JAVA_HOME";

  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void requireBuilt() {
    orSkip(
        Files.exists(repository().resolve("cli/target/distro.jar")),
        "cli/target/distro.jar is not there; mvn verify builds it first");
  }

  @Test
  void compose_underAnotherJdk_givesEqualBytes() throws Exception {
    Optional<Path> other = otherJavaHome();
    orSkip(
        other.isPresent(),
        "there is no other JDK of 17 or newer in /usr/lib/jvm, and " + OTHER_JAVA + " names none");

    byte[] ours = compose("one", Path.of(System.getProperty("java.home")), Map.of("TZ", "UTC"));
    byte[] theirs =
        compose(
            "two",
            other.orElseThrow(),
            Map.of("TZ", "Pacific/Kiritimati", "LC_ALL", "tr_TR.UTF-8", "USER", "someone"));

    assertThat(theirs).isEqualTo(ours);
  }

  @Test
  void launcher_throughLinksFromElsewhere_runsTheCommand() throws Exception {
    Path links = Files.createDirectories(dir.resolve("a b/links"));
    Path first = Files.createSymbolicLink(dir.resolve("first"), repository().resolve("distro"));
    Path second = Files.createSymbolicLink(links.resolve("second"), Path.of("../../first"));

    for (Path launcher : List.of(repository().resolve("distro"), first, second)) {
      Exited exited = run(dir, Map.of(), launcher.toString(), "version");
      assertThat(exited.text()).startsWith("distro ");
      assertThat(exited.code()).isZero();
    }
  }

  @Test
  void launcher_exitCodesAndArguments_arePassedOn() throws Exception {
    String launcher = repository().resolve("distro").toString();

    assertThat(run(dir, Map.of(), launcher, "nope").code()).isEqualTo(2);
    assertThat(run(dir, Map.of(), launcher, "inspect", "a b  $c.tar").text())
        .startsWith("error: cannot read bundle 'a b  $c.tar'");
  }

  @Test
  void launcher_badJava_isToldInWords() throws Exception {
    Path old = Files.createDirectories(dir.resolve("old/bin"));
    Files.writeString(old.resolveSibling("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path java = Files.writeString(old.resolve("java"), "#!/bin/sh\necho must not run\n");
    assertThat(java.toFile().setExecutable(true)).isTrue();
    String launcher = repository().resolve("distro").toString();

    Exited tooOld = run(dir, Map.of("JAVA_HOME", dir.resolve("old").toString()), launcher);
    Exited none = run(dir, Map.of("JAVA_HOME", dir.resolve("none").toString()), launcher);

    assertThat(tooOld.code()).isEqualTo(1);
    assertThat(tooOld.text())
        .startsWith("error: cannot run distro: ")
        .contains("is Java 11.0.2\n  hint: use a JDK 17 or newer");
    assertThat(none.code()).isEqualTo(1);
    assertThat(none.text()).contains("JAVA_HOME names '" + dir.resolve("none"));
  }

  private byte[] compose(String name, Path javaHome, Map<String, String> environment)
      throws Exception {
    Path out = dir.resolve(name);
    List<String> command = new ArrayList<>();
    command.add(javaHome.resolve("bin/java").toString());
    command.addAll(List.of("-jar", repository().resolve("cli/target/distro.jar").toString()));
    command.addAll(List.of("compose", "-f", "distro-manifests/maglev.yaml", "-o", out.toString()));
    Exited exited = run(repository(), environment, command.toArray(String[]::new));
    assertThat(exited.code()).as(exited.text()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      return Files.readAllBytes(files.findFirst().orElseThrow());
    }
  }

  /** A JDK of another feature version, from 17. */
  private static Optional<Path> otherJavaHome() throws IOException {
    String named = System.getenv().getOrDefault(OTHER_JAVA, "");
    if (!named.isEmpty()) {
      return Optional.of(Path.of(named));
    }
    Path installed = Path.of("/usr/lib/jvm");
    if (!Files.isDirectory(installed)) {
      return Optional.empty();
    }
    try (Stream<Path> homes = Files.list(installed)) {
      return homes.sorted().filter(BuiltCliIT::isOther).findFirst();
    }
  }

  private static boolean isOther(Path home) {
    try {
      String release = Files.readString(home.resolve("release"));
      String version = release.replaceAll("(?s).*JAVA_VERSION=\"(\\d+).*", "$1");
      int feature = version.matches("\\d{1,3}") ? Integer.parseInt(version) : 0;
      return Files.isExecutable(home.resolve("bin/java"))
          && feature >= 17
          && feature != Runtime.version().feature();
    } catch (IOException e) {
      return false;
    }
  }

  /** Skips the test so that nobody overlooks it. */
  private static void orSkip(boolean able, String reason) {
    if (!able) {
      String rule = "*".repeat(80);
      System.err.printf("%n%s%n* SKIPPED: %s%n%s%n", rule, reason, rule);
    }
    assumeTrue(able, reason);
  }

  private static Exited run(Path cwd, Map<String, String> environment, String... command)
      throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(cwd.toFile()).redirectErrorStream(true);
    builder.environment().put("DISTRO_CDS", "off");
    builder.environment().putAll(environment);
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Exited(process.waitFor(), text);
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }

  /** What a process came to. */
  private record Exited(int code, String text) {}
}
