package io.maglev.distro.action.conformance;

import java.nio.file.Path;
import java.util.Optional;

/**
 * One chart with one set of values. Immutable.
 *
 * @param group the first folder below the one that was searched, for totals
 * @param chart absolute, a directory or a .tgz
 * @param values absolute; empty for the chart's own
 */
public record ConformanceCase(String group, Path chart, Optional<Path> values) {

  /** How people know it, relative to the folder that was searched. */
  public String label(Path root) {
    String label = root.relativize(chart).toString();
    return (label.isEmpty() ? "." : label)
        + values.map(file -> " with " + chart.relativize(file)).orElse("");
  }
}
