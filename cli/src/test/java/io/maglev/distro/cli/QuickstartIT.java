package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/quickstart} as it is typed, after the build, and what it says to type next. */
@Timeout(300)
class QuickstartIT {
  private static final Path REPOSITORY = repository();

  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void requireBuilt() throws IOException {
    Path jar = REPOSITORY.resolve("cli/target/distro.jar");
    boolean fresh = Files.exists(jar) && newestSource() <= modified(jar);
    if (!fresh) {
      System.err.println("SKIPPED: cli/target/distro.jar is not of these sources; mvn verify");
    }
    assumeTrue(fresh, "cli/target/distro.jar is not of these sources");
  }

  @Test
  void quickstart_installsIntoTheSandbox_andSaysWhatWorksNext() throws Exception {
    Exited first = run(REPOSITORY, "scripts/quickstart");
    Exited again = run(dir, REPOSITORY.resolve("scripts/quickstart").toString());

    assertThat(first.code()).as(first.text()).isZero();
    assertThat(first.text())
        .contains("\n$ ./distro install build/maglev-")
        .contains(" of the sandbox: revision 1, deployed, 4 components\n")
        .containsPattern("idm +core-addon .* deployed +yes\n")
        .contains("What to do next:\n");
    assertThat(again.code()).as(again.text()).isZero();
    assertThat(again.text())
        .contains("postgres  unchanged", "\n  cd '" + REPOSITORY + "'\n")
        .doesNotContain("applying");
    assertNextCommandsWork(first.text());
  }

  private void assertNextCommandsWork(String text) throws Exception {
    List<String> ran = new ArrayList<>();
    for (String line : text.substring(text.indexOf("What to do next:")).split("\n", -1)) {
      boolean otherCluster = line.contains("install build/maglev") && !line.contains("sandbox");
      if (line.startsWith("  ") && !otherCluster) {
        Exited exited = run(REPOSITORY, "sh", "-c", line);
        boolean faulty = line.contains("install build/faulty");
        assertThat(exited.code()).as(line + "\n" + exited.text()).isEqualTo(faulty ? 3 : 0);
        assertThat(exited.text()).contains(faulty ? "ImagePullBackOff" : "");
        ran.add(line);
      }
    }
    assertThat(ran).hasSizeGreaterThanOrEqualTo(6);
  }

  @Test
  void quickstart_withHelpOrNonsense_doesNothing() throws Exception {
    Exited help = run(dir, REPOSITORY.resolve("scripts/quickstart").toString(), "--help");
    Exited wrong = run(dir, REPOSITORY.resolve("scripts/quickstart").toString(), "now");

    assertThat(help.text()).startsWith("usage: scripts/quickstart\n");
    assertThat(help.code()).isZero();
    assertThat(wrong.text()).startsWith("error: cannot run quickstart: ");
    assertThat(wrong.code()).isEqualTo(2);
  }

  private Exited run(Path cwd, String... command) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(cwd.toFile()).redirectErrorStream(true);
    builder.environment().put("DISTRO_SANDBOX", dir.resolve("sandbox.json").toString());
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Exited(process.waitFor(), text);
  }

  private static long newestSource() throws IOException {
    try (Stream<Path> files = Files.walk(REPOSITORY.resolve("cli/src/main"))) {
      return Stream.concat(
              files, Stream.of(REPOSITORY.resolve("pom.xml"), REPOSITORY.resolve("cli/pom.xml")))
          .mapToLong(QuickstartIT::modified)
          .max()
          .orElse(0);
    }
  }

  private static long modified(Path path) {
    return path.toFile().lastModified();
  }

  private static Path repository() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(dir -> Files.exists(dir.resolve("distro-manifests")))
        .findFirst()
        .orElseThrow();
  }

  /** What a process came to. */
  private record Exited(int code, String text) {}
}
