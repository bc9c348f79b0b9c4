package io.maglev.distro.action.conformance;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the charts below a folder: directories with a {@code Chart.yaml} and archives, each with
 * its own values and with every file of its {@code ci/}, as chart-testing takes them. Charts inside
 * charts are part of those. Symbolic links are not followed.
 */
public final class CaseFinder {
  private final Path root;
  private final List<ConformanceCase> cases = new ArrayList<>();

  private CaseFinder(Path root) {
    this.root = root;
  }

  /**
   * All cases, by path.
   *
   * @throws DistroException with {@code IO} if the folder cannot be read, {@code NOT_FOUND} if it
   *     holds no chart
   */
  public static List<ConformanceCase> find(Path folder) {
    CaseFinder finder = new CaseFinder(folder.toAbsolutePath().normalize());
    try {
      finder.walk();
    } catch (IOException e) {
      throw DistroException.of(
          ErrorCode.IO,
          "cannot search folder '" + folder + "' for charts: " + FileTrouble.reason(e));
    }
    if (finder.cases.isEmpty()) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot find charts in '" + folder + "': no Chart.yaml and no .tgz below it");
    }
    return List.copyOf(finder.cases);
  }

  private void walk() throws IOException {
    List<Path> charts = new ArrayList<>();
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes read) {
            if (Files.isRegularFile(directory.resolve("Chart.yaml"))) {
              charts.add(directory);
              return FileVisitResult.SKIP_SUBTREE;
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes read) {
            if (file.toString().endsWith(".tgz")) {
              charts.add(file);
            }
            return FileVisitResult.CONTINUE;
          }
        });
    charts.sort(null);
    for (Path chart : charts) {
      addCases(chart);
    }
  }

  private void addCases(Path chart) throws IOException {
    String group = root.equals(chart) ? "." : root.relativize(chart).getName(0).toString();
    cases.add(new ConformanceCase(group, chart, Optional.empty()));
    Path ci = chart.resolve("ci");
    if (Files.isDirectory(ci)) {
      try (Stream<Path> files = Files.list(ci)) {
        files
            .filter(file -> file.toString().matches(".*\\.ya?ml") && Files.isRegularFile(file))
            .sorted()
            .forEach(file -> cases.add(new ConformanceCase(group, chart, Optional.of(file))));
      }
    }
  }
}
