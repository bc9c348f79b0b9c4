package io.maglev.distro.compose.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.archive.ArchiveFile;
import io.maglev.distro.archive.ChartArchive;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A packed chart holds what {@code helm package} would put into it. */
@OnTestbed
class ChartPackerIT {
  @TempDir private Path dir = Path.of("");

  @Test
  void pack_directory_holdsTheFilesOfHelmPackage(HelmOracle helm) throws IOException {
    Charts charts = new Charts(dir);
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");
    charts.chart("b");
    charts.write("a/.helmignore", "*.bak\n/private/\n# comment\nci/*.yaml\n");
    for (String path :
        List.of(
            "values.yaml",
            "values.schema.json",
            "README.md",
            "LICENSE",
            "lost.bak",
            "private/key",
            "sub/private/key",
            "ci/x.yaml",
            "ci/deep/x.yaml",
            "crds/c.yaml",
            "files/.hidden",
            "templates/.hidden",
            "templates/_h.tpl",
            "templates/NOTES.txt",
            "templates/tests/t.yaml",
            "charts/_ignored/x",
            "charts/.ignored")) {
      charts.write("a/" + path, path.endsWith(".json") ? "{}" : "# " + path + "\n");
    }

    Set<String> ours = names(new ChartPacker().pack(dir.resolve("a")).archive());
    helm.runIn(dir, "dependency", "build", "a").orFail();
    Files.delete(dir.resolve("a/Chart.lock"));
    helm.runIn(dir, "package", "a").orFail();

    Set<String> theirs = names(Files.readAllBytes(dir.resolve("a-1.0.0.tgz")));
    theirs.removeIf(name -> name.endsWith("Chart.lock"));
    assertThat(ours).isEqualTo(theirs);
  }

  @Test
  void pack_directory_isAChartThatHelmShowsAndLints(HelmOracle helm) throws IOException {
    Charts charts = new Charts(dir);
    charts.chart("a", "dependencies: [{ name: b, version: 1.x, repository: 'file://../b' }]");
    charts.chart("b");
    Path archive =
        Files.write(dir.resolve("a.tgz"), new ChartPacker().pack(dir.resolve("a")).archive());

    assertThat(helm.run("show", "chart", archive.toString()).orFail()).contains("version: 1.0.0");
    assertThat(helm.run("lint", archive.toString()).orFail()).contains("0 chart(s) failed");
    assertThat(helm.run("template", "x", archive.toString()).orFail())
        .contains("# Source: a/charts/b/templates/configmap.yaml");
  }

  private static Set<String> names(byte[] archive) {
    return ChartArchive.read("test", archive).stream()
        .map(ArchiveFile::name)
        .collect(Collectors.toSet());
  }
}
