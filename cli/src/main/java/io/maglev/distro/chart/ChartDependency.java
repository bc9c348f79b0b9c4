package io.maglev.distro.chart;

import java.util.List;

/**
 * A dependency that {@code Chart.yaml} (or {@code requirements.yaml} of a v1 chart) lists; texts
 * that are not given are empty. Immutable.
 *
 * @param name of the chart; after dependency processing the alias, as in Helm
 * @param version a version range
 * @param condition comma-separated paths into the values
 * @param enabled written by dependency processing
 * @param importValues strings, or maps of {@code child} and {@code parent}
 */
public record ChartDependency(
    String name,
    String version,
    String repository,
    String condition,
    List<String> tags,
    boolean enabled,
    List<Object> importValues,
    String alias) {

  public ChartDependency {
    tags = List.copyOf(tags);
    importValues = List.copyOf(importValues);
  }
}
