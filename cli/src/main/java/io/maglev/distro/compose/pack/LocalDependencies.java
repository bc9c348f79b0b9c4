package io.maglev.distro.compose.pack;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartDependency;
import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.chart.DependencyProcessor;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.SourceLocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to a chart directory what {@code helm dependency build} would fetch from {@code file://}
 * repositories, so that a checkout composes without that step. What {@code charts/} holds already
 * stays as it is. Not thread-safe; one per chart.
 */
final class LocalDependencies {
  private static final String FILE = "file://";

  /** Nested dependencies multiply; nobody packs as many by intent. */
  private static final int CHART_LIMIT = 500;

  private final Set<Path> open = new LinkedHashSet<>();
  private int count;

  /**
   * A chart and its files with those of its local dependencies, below {@code charts/}.
   *
   * @param own the chart without what was added
   */
  record Completed(Chart own, List<ChartFile> files) {}

  /**
   * The chart with its local dependencies.
   *
   * @throws DistroException with CHART_INVALID if a dependency is not there, has another name or a
   *     version outside the range, or leads back to a chart that needs it
   */
  Completed complete(Path directory) {
    Path real = real(directory);
    if (!open.add(real)) {
      throw fail(directory, "its file:// dependencies form a cycle: " + cycle(real), directory);
    }
    count++;
    if (count > CHART_LIMIT) {
      throw fail(directory, "more than " + CHART_LIMIT + " charts with dependencies", directory);
    }
    List<ChartFile> files = new ArrayList<>(ChartLoader.packageFiles(directory));
    Chart chart = ChartLoader.fromFiles(files);
    Set<String> present =
        chart.dependencies().stream()
            .map(Chart::name)
            .collect(Collectors.toCollection(HashSet::new));
    for (ChartDependency dependency : chart.metadata().dependencies()) {
      if (dependency.repository().startsWith(FILE) && present.add(dependency.name())) {
        addTo(files, directory, dependency);
      }
    }
    open.remove(real);
    return new Completed(chart, files);
  }

  private void addTo(List<ChartFile> files, Path directory, ChartDependency dependency) {
    Path source = directory.resolve(dependency.repository().substring(FILE.length())).normalize();
    if (!Files.isRegularFile(source.resolve("Chart.yaml"))) {
      throw missing(directory, dependency, "there is no chart directory '" + source + "'");
    }
    Completed completed = complete(source);
    Chart chart = completed.own();
    if (!chart.name().equals(dependency.name())) {
      throw missing(directory, dependency, "'" + source + "' holds chart '" + chart.name() + "'");
    }
    boolean fits =
        dependency.version().isEmpty()
            || DependencyProcessor.isCompatible(dependency.version(), chart.version());
    if (!fits) {
      throw missing(
          directory,
          dependency,
          "'" + source + "' has version " + chart.version() + ", not " + dependency.version());
    }
    String prefix = "charts/" + dependency.name() + "/";
    completed.files().forEach(file -> files.add(file.at(prefix + file.name())));
  }

  private String cycle(Path again) {
    List<Path> path = new ArrayList<>(open);
    path = new ArrayList<>(path.subList(path.indexOf(again), path.size()));
    path.add(again);
    return path.stream()
        .map(directory -> String.valueOf(directory.getFileName()))
        .collect(Collectors.joining(" -> "));
  }

  private static DistroException missing(
      Path directory, ChartDependency dependency, String reason) {
    return fail(
        directory,
        "dependency '" + dependency.name() + "' is not to be had: " + reason,
        directory.resolve("Chart.yaml"));
  }

  private static DistroException fail(Path directory, String reason, Path where) {
    return new DistroException(
        ErrorCode.CHART_INVALID,
        "cannot pack chart '" + directory + "': " + reason,
        List.of(SourceLocation.ofFile(where.toString(), reason)),
        Optional.empty(),
        null);
  }

  private static Path real(Path directory) {
    try {
      return directory.toRealPath();
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read chart '" + directory + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
