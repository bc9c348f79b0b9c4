package io.maglev.distro.compose.pack;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.archive.ArchiveFile;
import io.maglev.distro.archive.ChartArchive;
import io.maglev.distro.chart.Chart;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChartPackerTest {
  @TempDir private Path dir = Path.of("");
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    charts = new Charts(dir);
  }

  @Test
  void pack_directory_takesFilesVerbatimWithoutWhatIsIgnored() {
    charts.chart("a");
    charts.write("a/.helmignore", "*.bak\n");
    charts.write("a/notes.bak", "no");
    charts.write("a/values.yaml", "# a comment\nx:   1\n");

    List<ArchiveFile> files = files(pack("a"));

    assertThat(files)
        .extracting(ArchiveFile::name)
        .containsExactly(".helmignore", "Chart.yaml", "templates/configmap.yaml", "values.yaml");
    assertThat(files.get(3).text()).isEqualTo("# a comment\nx:   1\n");
  }

  @Test
  void pack_twoCopies_areTheSameBytes(@TempDir Path other) throws IOException {
    charts.chart("a");
    new Charts(other).chart("a");
    Files.setLastModifiedTime(other.resolve("a/Chart.yaml"), FileTime.fromMillis(1));

    assertThat(new ChartPacker().pack(other.resolve("a")).archive()).isEqualTo(pack("a").archive());
  }

  @Test
  void packAhead_ofManyWithOneBroken_tellsOfItWhenItIsAskedFor() {
    ChartPacker packer = new ChartPacker();
    List<Path> paths =
        IntStream.range(0, 20).mapToObj(i -> charts.chart("chart-" + i)).collect(toList());
    charts.write("chart-7/Chart.yaml", "name: [");
    paths.add(dir.resolve("none"));

    packer.packAhead(paths);
    charts.write("chart-3/values.yaml", "too: late");

    assertThat(files(packer.pack(paths.get(3)))).hasSize(2);
    assertThat(catchThrowableOfType(DistroException.class, () -> packer.pack(paths.get(7))))
        .hasMessageContaining("chart-7");
    assertThat(catchThrowableOfType(DistroException.class, () -> packer.pack(paths.get(20))))
        .hasMessageContaining("there is no such file");
  }

  @Test
  void pack_archive_staysAsItIs() throws IOException {
    charts.chart("a");
    byte[] archive = pack("a").archive();
    Files.write(dir.resolve("a-1.0.0.tgz"), archive);

    PackedChart packed = pack("a-1.0.0.tgz");

    assertThat(packed.archive()).isEqualTo(archive);
    assertThat(packed.digest()).isEqualTo(pack("a").digest());
    assertThat(packed.toString()).isEqualTo("a 1.0.0");
  }

  @Test
  void pack_localDependency_isPackedInWithItsOwn() {
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");
    charts.chart("b", "dependencies: [{ name: c, version: ^1, repository: 'file://../c' }]");
    charts.chart("c", "version: 1.5.0");

    PackedChart packed = pack("a");

    assertThat(files(packed))
        .extracting(ArchiveFile::name)
        .contains("charts/b/Chart.yaml", "charts/b/charts/c/templates/configmap.yaml");
    Chart b = packed.chart().dependencies().get(0);
    assertThat(b.dependencies()).singleElement().extracting(Chart::version).isEqualTo("1.5.0");
  }

  @Test
  void pack_dependencyInCharts_isLeftAlone() {
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");
    charts.chart("b", "version: 1.9.0");
    charts.write("a/charts/b/Chart.yaml", "apiVersion: v2\nname: b\nversion: 1.2.0\n");

    assertThat(pack("a").chart().dependencies())
        .singleElement()
        .extracting(Chart::version)
        .isEqualTo("1.2.0");
  }

  @Test
  void pack_sameDependencyUnderTwoAliases_isPackedOnce() {
    charts.chart(
        "a",
        "dependencies:",
        "- { name: b, version: 1.x, repository: 'file://../b', alias: one }",
        "- { name: b, version: 1.x, repository: 'file://../b', alias: two }");
    charts.chart("b");

    assertThat(pack("a").chart().dependencies()).hasSize(1);
  }

  @Test
  void pack_dependencyOutsideTheRange_namesBothVersions() {
    charts.chart("a", "dependencies: [{ name: b, version: 2.x, repository: 'file://../b' }]");
    charts.chart("b");

    assertThat(failure("a").getMessage())
        .startsWith("cannot pack chart '" + dir.resolve("a") + "': dependency 'b'")
        .endsWith("has version 1.0.0, not 2.x");
  }

  @Test
  void pack_dependencyOfAnotherName_orNone_isRefused() {
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../c' }]");
    charts.chart("c");
    charts.chart("d", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");

    assertThat(failure("a").getMessage()).endsWith("holds chart 'c'");
    assertThat(failure("d").getMessage()).contains("there is no chart directory");
  }

  @Test
  void pack_dependencyCycle_namesItsPath() {
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");
    charts.chart("b", "dependencies: [{ name: a, version: 1.x, repository: 'file://../a' }]");

    DistroException e = failure("a");

    assertThat(e.code()).isEqualTo(ErrorCode.CHART_INVALID);
    assertThat(e.getMessage()).contains("cycle: a -> b -> a");
  }

  @Test
  void pack_dependenciesThatMultiply_stopAtTheLimit() {
    for (int level = 0; level < 20; level++) {
      String next = "n" + (level + 1);
      charts.chart(
          "n" + level,
          "dependencies:",
          "- { name: " + next + ", version: 1.x, repository: 'file://../" + next + "' }",
          "- { name: m" + level + ", version: 1.x, repository: 'file://../m" + level + "' }");
      charts.chart(
          "m" + level,
          "dependencies:",
          "- { name: " + next + ", version: 1.x, repository: 'file://../" + next + "' }");
    }
    charts.chart("n20");

    assertThat(failure("n0").getMessage()).contains("more than 500 charts");
  }

  @Test
  void pack_dependencyOfARepository_mustBeInCharts() {
    charts.chart(
        "a", "dependencies: [{ name: b, version: 1.x, repository: 'https://charts.example.org' }]");

    DistroException e = failure("a");

    assertThat(e.code()).isEqualTo(ErrorCode.CHART_INVALID);
    assertThat(e.getMessage()).contains("missing in charts/ directory: b");
    assertThat(e.hint()).isPresent();
  }

  @Test
  void pack_nothingThere_isNotFound() {
    assertThat(failure("nowhere").code()).isEqualTo(ErrorCode.IO);
  }

  @Test
  void pack_noArchive_isRefused() {
    charts.write("text.tgz", "hello");

    assertThat(failure("text.tgz").getMessage()).contains("text.tgz");
  }

  @Test
  void pack_samePathTwice_isReadOnce() {
    charts.chart("a");
    ChartPacker packer = new ChartPacker();

    PackedChart first = packer.pack(dir.resolve("a"));

    assertThat(packer.pack(dir.resolve("b/../a"))).isSameAs(first);
  }

  @Test
  void load_directory_hasItsLocalDependencies() {
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");
    charts.chart("b");

    assertThat(ChartPacker.load(dir.resolve("a")).dependencies()).hasSize(1);
  }

  private PackedChart pack(String name) {
    return new ChartPacker().pack(dir.resolve(name));
  }

  private DistroException failure(String name) {
    DistroException e = catchThrowableOfType(DistroException.class, () -> pack(name));
    assertThat(e).as("a failure").isNotNull();
    return e;
  }

  private static List<ArchiveFile> files(PackedChart chart) {
    return ChartArchive.read("test", chart.archive());
  }
}
