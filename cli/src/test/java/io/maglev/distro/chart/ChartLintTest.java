package io.maglev.distro.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChartLintTest {
  private static final String GOOD =
      "apiVersion: v2\nname: x\nversion: 1.0.0\nicon: https://example.com/i.png\n";

  @Test
  void check_soundChart_findsNothing() {
    assertThat(
            lint(
                GOOD,
                ChartFile.ofText("values.yaml", ""),
                ChartFile.ofText("templates/a.yaml", "")))
        .isEmpty();
  }

  @Test
  void check_bareChart_recommendsAndMisses() {
    assertThat(lint("apiVersion: v2\nname: x\nversion: 1.0.0\n"))
        .containsExactly(
            "[INFO] Chart.yaml: icon is recommended",
            "[INFO] values.yaml: file does not exist",
            "[WARNING] templates/: directory does not exist");
  }

  @Test
  void check_everyFaultOfMetadata_isNamed() {
    assertThat(
            lint(
                "apiVersion: v3\nname: x\nversion: 1.0.0\nicon: nowhere\ntype: application\n"
                    + "sources: [nope]\nmaintainers: [{email: a@b}, {name: k, email: bad},"
                    + " {name: m, url: bad}]\n",
                ChartFile.ofText("values.yaml", ""),
                ChartFile.ofText("templates/a.yaml", "")))
        .containsExactly(
            "[ERROR] Chart.yaml: apiVersion 'v3' is not valid. The value must be either \"v1\" or"
                + " \"v2\"",
            "[ERROR] Chart.yaml: each maintainer requires a name",
            "[ERROR] Chart.yaml: invalid email 'bad' for maintainer 'k'",
            "[ERROR] Chart.yaml: invalid url 'bad' for maintainer 'm'",
            "[ERROR] Chart.yaml: invalid source URL 'nope'",
            "[ERROR] Chart.yaml: invalid icon URL 'nowhere'",
            "[ERROR] Chart.yaml: chart type is not valid in apiVersion 'v3'. It is valid in"
                + " apiVersion 'v2'");
  }

  @Test
  void check_dependenciesThatDoNotAgree_areNamedBothWays() {
    assertThat(
            lint(
                GOOD + "dependencies: [{name: a, version: 1}, {name: b, version: 1}]\n",
                ChartFile.ofText("values.yaml", ""),
                ChartFile.ofText("templates/a.yaml", ""),
                ChartFile.ofText("charts/b/Chart.yaml", "name: b\nversion: 1.0.0"),
                ChartFile.ofText("charts/c/Chart.yaml", "name: c\nversion: 1.0.0")))
        .containsExactly(
            "[ERROR] : chart metadata is missing these dependencies: c",
            "[WARNING] : chart directory is missing these dependencies: a");
  }

  @Test
  void check_templateOfAnotherKind_isAnError() {
    assertThat(
            lint(GOOD, ChartFile.ofText("values.yaml", ""), ChartFile.ofText("templates/a.sh", "")))
        .containsExactly(
            "[ERROR] templates/a.sh: file extension '.sh' not valid. Valid extensions are .yaml,"
                + " .yml, .tpl, or .txt");
  }

  private static List<String> lint(String chartYaml, ChartFile... files) {
    List<ChartFile> all = new ArrayList<>(List.of(files));
    all.add(ChartFile.ofText("Chart.yaml", chartYaml));
    return ChartLint.check(ChartLoader.fromFiles(all)).stream().map(LintFinding::toString).toList();
  }
}
