package io.maglev.distro.action.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaseFinderTest {
  @TempDir private Path root = Path.of("");

  @Test
  void find_chartsArchivesAndCiValues_byPath() throws IOException {
    write("team/b/Chart.yaml");
    write("team/a/Chart.yaml");
    write("team/a/ci/two-values.yaml");
    write("team/a/ci/one.yml");
    write("team/a/ci/notes.txt");
    write("packed-1.0.0.tgz");

    assertThat(CaseFinder.find(root, List.of()))
        .extracting(found -> found.group() + ": " + found.label(root))
        .containsExactly(
            "packed-1.0.0.tgz: packed-1.0.0.tgz",
            "team: team/a",
            "team: team/a with ci/one.yml",
            "team: team/a with ci/two-values.yaml",
            "team: team/b");
  }

  @Test
  void find_chartInsideAChart_isPartOfIt() throws IOException {
    write("a/Chart.yaml");
    write("a/charts/b/Chart.yaml");
    write("a/charts/c-1.0.0.tgz");

    assertThat(CaseFinder.find(root, List.of())).hasSize(1);
  }

  @Test
  void find_aChartItself_isOneCase() throws IOException {
    write("Chart.yaml");

    assertThat(CaseFinder.find(root, List.of()))
        .extracting(found -> found.label(root))
        .containsExactly(".");
  }

  @Test
  void find_valuesGlobs_nameFilesOfTheChart_besidesThoseOfCi() throws IOException {
    write("a/Chart.yaml");
    write("a/ci/one.yaml");
    write("a/examples/deep/two.yaml");
    write("a/examples/three.yaml");
    write("a/examples/three.txt");
    write("b/Chart.yaml");

    assertThat(
            CaseFinder.find(root, List.of("examples/*.yaml", "{ci,none}/*", "examples/*/*.yaml")))
        .extracting(found -> found.label(root))
        .containsExactly(
            "a",
            "a with ci/one.yaml",
            "a with examples/deep/two.yaml",
            "a with examples/three.yaml",
            "b");
  }

  @Test
  void find_badGlob_isUsage() {
    assertThatThrownBy(() -> CaseFinder.find(root, List.of("{a")))
        .isInstanceOfSatisfying(
            DistroException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.USAGE))
        .hasMessage("cannot use --values-glob '{a': it is no pattern");
  }

  @Test
  void find_noChart_isAnError() {
    assertThatThrownBy(() -> CaseFinder.find(root, List.of()))
        .isInstanceOf(DistroException.class)
        .hasMessageContaining("no Chart.yaml and no .tgz below it");
  }

  @Test
  void find_noFolder_isAnError() {
    assertThatThrownBy(() -> CaseFinder.find(root.resolve("none"), List.of()))
        .isInstanceOf(DistroException.class)
        .hasMessageContaining("no such file or directory");
  }

  private void write(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "");
  }
}
