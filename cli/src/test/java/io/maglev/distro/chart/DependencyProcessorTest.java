package io.maglev.distro.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DependencyProcessorTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "condition: a.enabled | {} | a",
        "condition: a.enabled | {a: {enabled: false}} | ''",
        "condition: a.enabled | {a: {enabled: text}} | a",
        "condition: 'a.missing,a.enabled' | {a: {enabled: false}} | ''",
        "condition: 'a.enabled,a.other' | {a: {enabled: true, other: false}} | a",
        "tags: [t] | {tags: {t: false}} | ''",
        "tags: [t, u] | {tags: {t: false, u: true}} | a",
        "tags: [t, u] | {tags: {u: text}} | a",
        "tags: [t], condition: a.enabled | {tags: {t: true}, a: {enabled: false}} | ''",
        "tags: [t], condition: a.enabled | {tags: {t: false}, a: {enabled: true}} | a",
        "alias: b | {} | b",
        "alias: b, condition: b.enabled | {b: {enabled: false}} | ''",
        "version: '>2' | {} | a",
        "version: '>2', condition: a.enabled | {a: {enabled: false}} | ''",
      })
  void process_ofOneDependency_keepsWhatHelmKeeps(String fields, String values, String kept) {
    Chart chart = parent("{name: a, version: '*', " + fields + "}", "a");

    ResolvedChart resolved = resolve(chart, values).chart();

    assertThat(String.join(",", names(resolved))).isEqualTo(kept);
  }

  @Test
  void process_chartNotListed_comesFirstAndStays() {
    Chart chart = parent("{name: b, version: '*'}", "a", "b");

    assertThat(names(resolve(chart, "{}").chart())).containsExactly("a", "b");
  }

  @Test
  void process_twoAliases_makeTwoCharts() {
    Chart chart =
        parent("{name: a, version: '*', alias: one}, {name: a, version: '*', alias: two}", "a");

    ResolvedChart resolved = resolve(chart, "{two: {x: 5}}").chart();

    assertThat(resolved.dependencies())
        .extracting(ResolvedChart::path)
        .containsExactly("p/charts/one", "p/charts/two");
    assertThat(resolved.metadata().dependencies())
        .extracting(ChartDependency::name)
        .containsExactly("one", "two");
  }

  @Test
  void process_importedValues_rankBelowTheParentsOwn() {
    Chart chart =
        ChartLoader.fromFiles(
            withChild(
                "a",
                "exports: {data: {own: child, new: child}}\ndeep: {k: 1}",
                ChartFile.ofText(
                    "Chart.yaml",
                    "name: p\nversion: 1.0.0\ndependencies: [{name: a, version: '*',"
                        + " import-values: [data, {child: deep, parent: into.here}, missing]}]"),
                ChartFile.ofText("values.yaml", "own: parent")));

    DependencyProcessor.Resolution resolution = resolve(chart, "{}");

    assertThat(GoJson.write(resolution.chart().values()))
        .isEqualTo(
            "{\"a\":{\"deep\":{\"k\":1},\"exports\":{\"data\":{\"new\":\"child\","
                + "\"own\":\"child\"}},\"global\":{}},\"into\":{\"here\":{\"k\":1}},"
                + "\"new\":\"child\",\"own\":\"parent\"}");
    assertThat(resolution.warnings())
        .containsExactly("Warning: ImportValues missing table from chart a");
  }

  @Test
  void process_loadedChart_isNotChanged() {
    Chart chart = parent("{name: a, version: '*', alias: b, condition: no}", "a");

    resolve(chart, "{no: false}");

    assertThat(chart.dependencies()).extracting(Chart::name).containsExactly("a");
    assertThat(chart.metadata().dependencies().get(0).name()).isEqualTo("a");
    assertThat(names(resolve(chart, "{}").chart())).containsExactly("b");
  }

  @Test
  void requireComplete_missingCharts_areNamedInHelmsText() {
    Chart chart =
        parent("{name: x, version: '*'}, {name: a, version: '*'}, {name: z, version: '*'}", "a");

    assertThatThrownBy(() -> DependencyProcessor.requireComplete(chart))
        .extracting(e -> ((ChartLoadException) e).helmText())
        .isEqualTo("found in Chart.yaml, but missing in charts/ directory: x, z");
  }

  @Test
  void crds_ofTheTree_parentFirst() {
    List<ChartFile> files =
        withChild(
            "a",
            "",
            ChartFile.ofText("Chart.yaml", "name: p\nversion: 1.0.0"),
            ChartFile.ofText("crds/one.YAML", "1"),
            ChartFile.ofText("crds/README.md", "-"));
    files.add(ChartFile.ofText("charts/a/crds/deep/two.json", "2"));

    assertThat(resolve(ChartLoader.fromFiles(files), "{}").chart().crds())
        .extracting(ChartFile::name)
        .containsExactly("p/crds/one.YAML", "p/charts/a/crds/deep/two.json");
  }

  private static DependencyProcessor.Resolution resolve(Chart chart, String values) {
    return DependencyProcessor.process(chart, YamlReader.readMap(values, ""));
  }

  private static List<String> names(ResolvedChart chart) {
    return chart.dependencies().stream().map(ResolvedChart::name).toList();
  }

  private static Chart parent(String dependencies, String... children) {
    List<ChartFile> files = new ArrayList<>();
    files.add(
        ChartFile.ofText(
            "Chart.yaml", "name: p\nversion: 1.0.0\ndependencies: [" + dependencies + "]"));
    for (String child : children) {
      files.add(
          ChartFile.ofText(
              "charts/" + child + "/Chart.yaml", "name: " + child + "\nversion: 1.2.3"));
    }
    return ChartLoader.fromFiles(files);
  }

  private static List<ChartFile> withChild(String name, String values, ChartFile... parent) {
    List<ChartFile> files = new ArrayList<>(List.of(parent));
    files.add(
        ChartFile.ofText("charts/" + name + "/Chart.yaml", "name: " + name + "\nversion: 1.2.3"));
    files.add(ChartFile.ofText("charts/" + name + "/values.yaml", values));
    return files;
  }
}
