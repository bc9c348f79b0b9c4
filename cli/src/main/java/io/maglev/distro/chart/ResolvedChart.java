package io.maglev.distro.chart;

import io.maglev.distro.values.ValuesNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A chart after dependency processing: disabled subcharts are gone, aliases are names, imported
 * values are part of the values. Immutable.
 *
 * @param path in the tree, {@code parent/charts/child}; the prefix of its templates' names
 * @param values the chart's own, with its subcharts' and the imported ones, nulls kept
 * @param source the chart as it was loaded, for its files
 */
public record ResolvedChart(
    ChartMetadata metadata,
    String path,
    boolean isRoot,
    Map<String, @Nullable Object> values,
    Chart source,
    List<ResolvedChart> dependencies)
    implements ValuesNode {

  public ResolvedChart {
    values = Collections.unmodifiableMap(values);
    dependencies = List.copyOf(dependencies);
  }

  @Override
  public String name() {
    return metadata.name();
  }

  /** The manifests in {@code crds/} of this chart, then of its subcharts, named from the root. */
  public List<ChartFile> crds() {
    List<ChartFile> crds = new ArrayList<>();
    for (ChartFile file : source.files()) {
      if (file.name().startsWith("crds/") && isManifest(file.name())) {
        crds.add(file.at(path + "/" + file.name()));
      }
    }
    dependencies.forEach(dependency -> crds.addAll(dependency.crds()));
    return crds;
  }

  private static boolean isManifest(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".yaml") || lower.endsWith(".yml") || lower.endsWith(".json");
  }
}
