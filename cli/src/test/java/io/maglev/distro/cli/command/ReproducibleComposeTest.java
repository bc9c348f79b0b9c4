package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.TimeZone;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Same inputs, same bytes: nothing of the machine, the time or the user gets into a bundle. */
@Isolated("it changes the locale and the time zone of the JVM")
class ReproducibleComposeTest {
  @TempDir private Path dir = Path.of("");

  @Test
  void compose_fromCopiesThatDifferInAllButContent_givesEqualBytes() throws IOException {
    Path one = copy("one", false);
    Path two = copy("a much longer name, for 2", true);

    byte[] first = compose(one);
    byte[] second;
    Locale locale = Locale.getDefault();
    TimeZone zone = TimeZone.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr-TR-u-nu-deva"));
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      second = compose(two);
    } finally {
      Locale.setDefault(locale);
      TimeZone.setDefault(zone);
    }

    assertThat(second).isEqualTo(first);
  }

  @Test
  void compose_withOtherProvingParameters_givesEqualBytes() throws IOException {
    Path one = copy("one", false);

    byte[] first = compose(one);
    byte[] second = compose(one, "--param", "domain=other.example");

    assertThat(second).isEqualTo(first);
  }

  @Test
  void compose_ofAChangedChart_givesOtherBytes() throws IOException {
    Path one = copy("one", false);
    byte[] first = compose(one);

    Files.writeString(
        one.resolve("charts/maglev-lib/templates/_names.tpl"),
        "{{/* x */}}",
        StandardOpenOption.APPEND);

    assertThat(compose(one)).isNotEqualTo(first);
  }

  private byte[] compose(Path checkout, String... more) throws IOException {
    Path out = Files.createTempDirectory(dir, "out");
    Ran ran =
        Ran.distro(
            Stream.concat(
                    Stream.of(
                        "compose",
                        "-f",
                        checkout.resolve("distro-manifests/maglev.yaml").toString(),
                        "-o",
                        out.toString()),
                    Stream.of(more))
                .toArray(String[]::new));
    assertThat(ran.exit()).as(ran.err()).isZero();
    try (Stream<Path> files = Files.list(out)) {
      return Files.readAllBytes(files.findFirst().orElseThrow());
    }
  }

  /** A copy of charts, hooks and manifests; {@code odd}: written in reverse, old, unlike modes. */
  private Path copy(String name, boolean odd) throws IOException {
    Path target = dir.resolve(name);
    for (String part : List.of("charts", "hooks", "distro-manifests")) {
      List<Path> files;
      try (Stream<Path> walk = Files.walk(repository().resolve(part))) {
        files = walk.filter(Files::isRegularFile).sorted().toList();
      }
      for (int i = 0; i < files.size(); i++) {
        Path file = files.get(odd ? files.size() - 1 - i : i);
        place(file, target.resolve(repository().relativize(file).toString()), odd);
      }
    }
    return target;
  }

  private static void place(Path file, Path to, boolean odd) {
    try {
      Files.createDirectories(to.getParent());
      Files.copy(file, to);
      if (odd) {
        Files.setPosixFilePermissions(to, PosixFilePermissions.fromString("rwx------"));
        Files.setLastModifiedTime(to, FileTime.fromMillis(1_000L * to.toString().length()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path repository() {
    Path path = Path.of("").toAbsolutePath();
    while (!Files.exists(path.resolve("distro-manifests"))) {
      path = Objects.requireNonNull(path.getParent());
    }
    return path;
  }
}
