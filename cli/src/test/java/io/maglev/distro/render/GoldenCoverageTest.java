package io.maglev.distro.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of what Helm does names every fixture, and none that is not there. */
class GoldenCoverageTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final List<String> FOLDERS =
      List.of(
          "render",
          "func",
          "template/exec",
          "template/parse",
          "template/set",
          "version",
          "yaml",
          "bad-input");
  private static final Pattern NAMED =
      Pattern.compile("`((?:" + String.join("|", FOLDERS) + ")/[^`]+)`");

  @Test
  void table_namesEachFixtureAndNoOther() throws IOException {
    Set<String> named = new TreeSet<>();
    Matcher names = NAMED.matcher(Files.readString(GOLDEN.resolve("README.md")));
    while (names.find()) {
      named.add(names.group(1));
    }

    assertThat(named).isEqualTo(fixtures());
  }

  private static Set<String> fixtures() throws IOException {
    Set<String> fixtures = new TreeSet<>();
    for (String folder : FOLDERS) {
      try (Stream<Path> entries = Files.list(GOLDEN.resolve(folder))) {
        entries.forEach(entry -> fixtures.add(folder + "/" + entry.getFileName()));
      }
    }
    return fixtures;
  }
}
