package io.maglev.distro.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.archive.ArchiveFile;
import io.maglev.distro.archive.ChartArchive;
import io.maglev.distro.error.DistroException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChartLoaderTest {
  private static final String CHART_YAML = "apiVersion: v2\nname: x\nversion: 1.0.0\n";

  @SuppressWarnings("NullAway.Init") // set by JUnit
  @TempDir
  Path directory;

  @Test
  void fromFiles_everySort_goesToItsPlace() {
    Chart chart =
        chart(
            file("values.yaml", "a: 1"),
            file("templates/a.yaml", "t"),
            file("Chart.yaml", CHART_YAML),
            file("Chart.lock", "digest: sha256:1\ngenerated: '2024-01-01T00:00:00Z'"),
            file("values.schema.json", "{}"),
            file("crds/c.yaml", "c"),
            file("README.md", "r"),
            file("charts/sub/Chart.yaml", CHART_YAML.replace("name: x", "name: sub")),
            file("charts/sub/templates/b.yaml", "b"),
            file("charts/_old/Chart.yaml", "broken: ["),
            file("charts/sub-1.tgz.prov", "p"));

    assertThat(chart.name()).isEqualTo("x");
    assertThat(chart.values()).containsEntry("a", 1.0);
    assertThat(chart.lock().orElseThrow().digest()).isEqualTo("sha256:1");
    assertThat(chart.schema()).isPresent();
    assertThat(names(chart.templates())).containsExactly("templates/a.yaml");
    assertThat(names(chart.files()))
        .containsExactly("crds/c.yaml", "README.md", "charts/sub-1.tgz.prov");
    assertThat(chart.dependencies()).hasSize(1);
    assertThat(names(chart.dependencies().get(0).templates())).containsExactly("templates/b.yaml");
  }

  /** The texts were recorded from helm 3.22.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name: {a: b}, version: 1.0.0 | cannot unmarshal object into Go struct field Metadata.name"
            + " of type string",
        "name: x, version: 1.0.0, keywords: abc | cannot unmarshal string into Go struct field"
            + " Metadata.keywords of type []string",
        "name: x, version: 1.0.0, keywords: [{a: b}] | cannot unmarshal object into Go struct"
            + " field Metadata.keywords of type string",
        "name: x, version: 1.0.0, dependencies: [{name: [1]}] | cannot unmarshal array into Go"
            + " struct field Dependency.dependencies.name of type string",
        "name: x, version: 1.0.0, annotations: {a: {b: c}} | cannot unmarshal object into Go"
            + " struct field Metadata.annotations of type string",
        "name: x, version: 1.0.0, deprecated: 'yes' | cannot unmarshal string into Go struct field"
            + " Metadata.deprecated of type bool",
        "name: x, version: 1.0.0, maintainers: [foo] | cannot unmarshal string into Go struct"
            + " field Metadata.maintainers of type chart.Maintainer",
        "name: [1], version: [2], keywords: 3 | cannot unmarshal number into Go struct field"
            + " Metadata.keywords of type []string",
      })
  void fromFiles_wrongType_hasGosText(String fields, String text) {
    assertThat(problem("{apiVersion: v2, " + fields + "}"))
        .isEqualTo(
            "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: " + text);
  }

  @Test
  void fromFiles_chartYamlThatIsNoMap_hasGosText() {
    assertThat(problem("- a"))
        .isEqualTo(
            "cannot load Chart.yaml: error unmarshaling JSON: while decoding JSON: json: cannot"
                + " unmarshal array into Go value of type chart.Metadata");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "version: 1.0.0 | chart.metadata.name is required",
        "name: x | chart.metadata.version is required",
        "name: x, version: a.b | chart.metadata.version \"a.b\" is invalid",
        "name: x/y, version: 1.0.0 | chart.metadata.name \"x/y\" is invalid",
        "name: '..', version: 1.0.0 | chart.metadata.name \"..\" is not allowed",
        "name: x, version: 1.0.0, type: foo"
            + " | chart.metadata.type must be application or library",
        "name: x, version: 1.0.0, maintainers: [null]"
            + " | maintainers must not contain empty or null nodes",
        "name: x, version: 1.0.0, dependencies: [null]"
            + " | dependencies must not contain empty or null nodes",
        "name: x, version: 1.0.0, dependencies: [{name: a, alias: 'a b'}]"
            + " | dependency \"a\" has disallowed characters in the alias",
        "name: x, version: 1.0.0, dependencies: [{name: a}, {name: b, alias: a}]"
            + " | more than one dependency with name or alias \"a\"",
      })
  void fromFiles_invalidMetadata_hasHelmsText(String fields, String text) {
    assertThat(problem("{" + fields + "}")).isEqualTo("validation: " + text);
  }

  @Test
  void fromFiles_withoutChartYaml_isRefused() {
    assertThatThrownBy(() -> chart(file("values.yaml", "")))
        .extracting(e -> ((ChartLoadException) e).helmText())
        .isEqualTo("Chart.yaml file is missing");
  }

  @Test
  void fromFiles_brokenSubchart_namesBoth() {
    assertThatThrownBy(() -> chart(file("Chart.yaml", CHART_YAML), file("charts/y/foo", "a")))
        .extracting(e -> ((ChartLoadException) e).helmText())
        .isEqualTo("error unpacking subchart y in x: Chart.yaml file is missing");
  }

  @Test
  void fromFiles_numbersAndBooleans_becomeText() {
    ChartMetadata metadata =
        chart(
                file(
                    "Chart.yaml",
                    "name: x\nversion: 1\nappVersion: 1.10\nAnnotations: {a: true, b: 1}\n"
                        + "description: \"a\\tb\\u0007c\""))
            .metadata();

    assertThat(metadata.version()).isEqualTo("1");
    assertThat(metadata.appVersion()).isEqualTo("1.1");
    assertThat(metadata.annotations()).containsEntry("a", "true").containsEntry("b", "1");
    assertThat(metadata.description()).isEqualTo("a bc");
    assertThat(metadata.apiVersion()).isEqualTo("v1");
  }

  @Test
  void fromFiles_requirementsOfV1_areDependencies() {
    Chart chart =
        chart(
            file("Chart.yaml", "name: x\nversion: 1.0.0\n"),
            file("requirements.yaml", "dependencies: [{name: a, version: 1.x.x}]"),
            file("requirements.lock", "dependencies: [{name: a, version: 1.2.3}]"));

    assertThat(chart.metadata().dependencies()).extracting(ChartDependency::name).containsOnly("a");
    assertThat(chart.lock().orElseThrow().dependencies()).hasSize(1);
    assertThat(names(chart.files())).containsExactly("requirements.yaml", "requirements.lock");
  }

  @Test
  void load_directory_obeysIgnoreFileAndSorts() throws IOException {
    write("Chart.yaml", "\ufeff" + CHART_YAML);
    write(".helmignore", "*.bak\nout/\n");
    write("templates/b.yaml", "b");
    write("templates/a.yaml", "a");
    write("templates/.hidden", "h");
    write("templates/x.bak", "x");
    write("out/file.txt", "o");
    write("Zed.txt", "z");

    Chart chart = ChartLoader.load(directory);

    assertThat(names(chart.raw()))
        .containsExactly(
            ".helmignore", "Chart.yaml", "Zed.txt", "templates/a.yaml", "templates/b.yaml");
  }

  @Test
  void load_linkInsideTheChart_isFollowed() throws IOException {
    write("Chart.yaml", CHART_YAML);
    write("files/a.txt", "content");
    Files.createSymbolicLink(directory.resolve("linked"), Path.of("files"));

    List<ChartFile> files = ChartLoader.load(directory).files();

    assertThat(names(files)).containsExactly("files/a.txt", "linked/a.txt");
    assertThat(files.get(1).text()).isEqualTo("content");
  }

  @Test
  void load_linkOutOfTheChart_isRefused() throws IOException {
    Path chart = Files.createDirectory(directory.resolve("chart"));
    Files.writeString(chart.resolve("Chart.yaml"), CHART_YAML);
    Files.writeString(directory.resolve("secret"), "s");
    Files.createSymbolicLink(chart.resolve("leak"), Path.of("../secret"));

    assertThatThrownBy(() -> ChartLoader.load(chart))
        .hasMessage(
            "cannot load file 'leak' of the chart: the symbolic link leaves the chart directory");
  }

  @Test
  void load_linkToItsParent_endsWithAnError() throws IOException {
    write("Chart.yaml", CHART_YAML);
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("."));

    assertThatThrownBy(() -> ChartLoader.load(directory)).hasMessageContaining("'loop'");
  }

  @Test
  void load_nothingThere_saysSo() {
    assertThatThrownBy(() -> ChartLoader.load(directory.resolve("nope")))
        .isInstanceOf(DistroException.class)
        .hasMessageEndingWith("nope': there is no such file or directory");
  }

  @Test
  void fromArchive_packedWithPackedSubchart_isRead() {
    byte[] inner =
        ChartArchive.pack(
            "sub", List.of(archived("Chart.yaml", CHART_YAML.replace("name: x", "name: sub"))));
    byte[] outer =
        ChartArchive.pack(
            "x",
            List.of(
                archived("Chart.yaml", CHART_YAML),
                new ArchiveFile("charts/sub-1.0.0.tgz", inner)));

    Chart chart = ChartLoader.fromArchive("x-1.0.0.tgz", outer);

    assertThat(chart.dependencies()).extracting(Chart::name).containsExactly("sub");
  }

  @Test
  void fromFiles_chartsNestedTooDeep_areRefused() {
    List<ChartFile> files = new ArrayList<>();
    String prefix = "";
    for (int i = 0; i < 40; i++) {
      files.add(file(prefix + "Chart.yaml", CHART_YAML));
      prefix += "charts/x/";
    }

    assertThatThrownBy(() -> ChartLoader.fromFiles(files))
        .hasMessageContaining("nested more than 32 deep");
  }

  private void write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private static String problem(String chartYaml) {
    try {
      chart(file("Chart.yaml", chartYaml));
      return "accepted";
    } catch (ChartLoadException e) {
      return e.helmText();
    }
  }

  private static Chart chart(ChartFile... files) {
    return ChartLoader.fromFiles(List.of(files));
  }

  private static ChartFile file(String name, String text) {
    return ChartFile.ofText(name, text);
  }

  private static ArchiveFile archived(String name, String text) {
    return new ArchiveFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<String> names(List<ChartFile> files) {
    return files.stream().map(ChartFile::name).toList();
  }
}
