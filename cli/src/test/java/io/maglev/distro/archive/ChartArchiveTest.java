package io.maglev.distro.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.archive.deflate.Gzip;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartArchiveTest {

  @Test
  void read_packedChart_namesFilesRelativeToTheChart() {
    byte[] archive = ChartArchive.pack("app", List.of(file("Chart.yaml"), file("templates/a")));

    assertThat(ChartArchive.read("app.tgz", archive).stream().map(ArchiveFile::name))
        .containsExactly("Chart.yaml", "templates/a");
  }

  /** Helm does not ask that all files share one base directory. */
  @Test
  void read_severalBaseDirectories_areMerged() {
    byte[] archive = TarGz.pack(List.of(file("a/Chart.yaml"), file("b/values.yaml")));

    assertThat(ChartArchive.read("app.tgz", archive).stream().map(ArchiveFile::name))
        .containsExactly("Chart.yaml", "values.yaml");
  }

  @Test
  void read_sameFileInTwoBaseDirectories_isRefused() {
    byte[] archive = TarGz.pack(List.of(file("a/values.yaml"), file("b/values.yaml")));

    assertThatThrownBy(() -> ChartArchive.read("app.tgz", archive))
        .hasMessage("cannot read chart archive 'app.tgz': file 'values.yaml' appears twice");
  }

  @Test
  void read_chartYamlAtTheTop_isRefusedAsByHelm() {
    byte[] archive = TarGz.pack(List.of(file("Chart.yaml")));

    assertThatThrownBy(() -> ChartArchive.read("app.tgz", archive))
        .hasMessageEndingWith("Chart.yaml is not in a base directory");
  }

  @Test
  void read_otherFileAtTheTop_isRefusedAsByHelm() {
    byte[] archive = TarGz.pack(List.of(file("values.yaml")));

    assertThatThrownBy(() -> ChartArchive.read("app.tgz", archive))
        .hasMessageEndingWith("entry 'values.yaml' is outside the base directory");
  }

  @Test
  void read_driveBelowTheBaseDirectory_isRefused() {
    byte[] archive = TarGz.pack(List.of(file("app/c:/x")));

    assertThatThrownBy(() -> ChartArchive.read("app.tgz", archive))
        .hasMessageEndingWith("entry 'app/c:/x': its path names a Windows drive");
  }

  @Test
  void read_nameThatBeginsWithDots_isRefusedAsByHelm() {
    byte[] archive = TarGz.pack(List.of(file("app/..data")));

    assertThatThrownBy(() -> ChartArchive.read("app.tgz", archive))
        .hasMessageEndingWith("entry 'app/..data' starts with '..'");
  }

  /** {@code tar -czf app.tgz .} makes such archives, and Helm takes them. */
  @Test
  void read_currentDirectoryAsBase_isTaken() {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    tar.writeBytes(UstarHeader.of("./Chart.yaml", 0));
    tar.writeBytes(UstarHeader.of("./templates/./a.yaml", 0));
    tar.writeBytes(new byte[1024]);

    assertThat(
            ChartArchive.read("app.tgz", Gzip.compress(tar.toByteArray())).stream()
                .map(ArchiveFile::name))
        .containsExactly("Chart.yaml", "templates/a.yaml");
  }

  @Test
  void read_noFiles_isRefused() {
    byte[] archive = TarGz.pack(List.of());

    assertThatThrownBy(() -> ChartArchive.read("app.tgz", archive))
        .hasMessageEndingWith("it holds no files");
  }

  @Test
  void read_byteOrderMark_isDropped() {
    ArchiveFile marked =
        new ArchiveFile("values.yaml", "\uFEFFa: 1".getBytes(StandardCharsets.UTF_8));

    assertThat(
            ChartArchive.read("app.tgz", ChartArchive.pack("app", List.of(marked))).get(0).text())
        .isEqualTo("a: 1");
  }

  private static ArchiveFile file(String name) {
    return new ArchiveFile(name, name.getBytes(StandardCharsets.UTF_8));
  }
}
