package io.maglev.distro.chart;

import java.util.List;

/**
 * The content of {@code Chart.lock}. Immutable.
 *
 * @param generated an RFC 3339 time, as written
 * @param digest of the dependencies in {@code Chart.yaml}
 */
public record ChartLock(String generated, String digest, List<ChartDependency> dependencies) {

  public ChartLock {
    dependencies = List.copyOf(dependencies);
  }
}
