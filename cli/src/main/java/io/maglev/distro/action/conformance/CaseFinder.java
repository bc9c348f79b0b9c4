package io.maglev.distro.action.conformance;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Finds the charts below a folder: directories with a {@code Chart.yaml} and archives, each with
 * its own values and with every file of its {@code ci/}, as chart-testing takes them, and with
 * those that a pattern names. Charts inside charts are part of those. Symbolic links are not
 * followed.
 */
public final class CaseFinder {
  private final Path root;
  private final List<PathMatcher> globs;
  private final List<ConformanceCase> cases = new ArrayList<>();

  private CaseFinder(Path root, List<PathMatcher> globs) {
    this.root = root;
    this.globs = globs;
  }

  /**
   * All cases, by path.
   *
   * @param valuesGlobs which files of a chart are values too, beside those of its {@code ci/}:
   *     patterns for their paths in the chart, as {@code examples/*.yaml}
   * @throws DistroException with {@code IO} if the folder cannot be read, {@code NOT_FOUND} if it
   *     holds no chart, {@code USAGE} if a pattern is none
   */
  public static List<ConformanceCase> find(Path folder, List<String> valuesGlobs) {
    CaseFinder finder =
        new CaseFinder(
            folder.toAbsolutePath().normalize(),
            valuesGlobs.stream().map(CaseFinder::matcher).toList());
    try {
      finder.walk();
    } catch (IOException e) {
      throw unreadable(folder, e);
    } catch (UncheckedIOException e) {
      throw unreadable(folder, Objects.requireNonNull(e.getCause()));
    }
    if (finder.cases.isEmpty()) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot find charts in '" + folder + "': no Chart.yaml and no .tgz below it");
    }
    return List.copyOf(finder.cases);
  }

  private static DistroException unreadable(Path folder, IOException e) {
    return DistroException.of(
        ErrorCode.IO, "cannot search folder '" + folder + "' for charts: " + FileTrouble.reason(e));
  }

  private static PathMatcher matcher(String glob) {
    try {
      return FileSystems.getDefault().getPathMatcher("glob:" + glob);
    } catch (IllegalArgumentException e) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --values-glob '" + glob + "': it is no pattern",
          "write a path in the chart with * and **, as examples/*.yaml");
    }
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
    if (Files.isDirectory(chart)) {
      for (Path file : values(chart)) {
        cases.add(new ConformanceCase(group, chart, Optional.of(file)));
      }
    }
  }

  private Set<Path> values(Path chart) throws IOException {
    Set<Path> files = new TreeSet<>();
    Path ci = chart.resolve("ci");
    if (Files.isDirectory(ci)) {
      try (Stream<Path> ofCi = Files.list(ci)) {
        ofCi.filter(file -> file.toString().matches(".*\\.ya?ml")).forEach(files::add);
      }
    }
    if (!globs.isEmpty()) {
      try (Stream<Path> all = Files.walk(chart)) {
        all.filter(file -> globs.stream().anyMatch(glob -> glob.matches(chart.relativize(file))))
            .forEach(files::add);
      }
    }
    files.removeIf(file -> !Files.isRegularFile(file));
    return files;
  }
}
