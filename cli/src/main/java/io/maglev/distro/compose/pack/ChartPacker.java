package io.maglev.distro.compose.pack;

import io.maglev.distro.archive.ArchiveFile;
import io.maglev.distro.archive.ChartArchive;
import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartLoadException;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.chart.DependencyProcessor;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.error.SourceLocation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** Packs charts, each path once. Thread-safe. */
public final class ChartPacker {
  /** What an archive may have at most, as when it is read from a bundle. */
  private static final int ARCHIVE_LIMIT = 100 << 20;

  /** What Helm passes over in {@code charts/}. */
  private static final Pattern NO_SUBCHART = Pattern.compile("(charts/[^/]+/)*charts/[._]");

  private static final String NAMELESS = "cannot load chart: ";

  private final Map<Path, PackedChart> packed = new ConcurrentHashMap<>();

  /**
   * The chart in a directory or archive. An archive stays as it is; a directory is packed with the
   * files {@code helm package} would take and the {@code file://} dependencies that its {@code
   * charts/} lacks.
   *
   * @throws DistroException with IO, CHART_INVALID or ARCHIVE_INVALID if it is no complete chart
   */
  public PackedChart pack(Path path) {
    Path key = path.toAbsolutePath().normalize();
    PackedChart known = packed.get(key);
    if (known == null) {
      known = named(path, () -> Files.isDirectory(path) ? fromDirectory(path) : fromArchive(path));
      DependencyProcessor.requireComplete(known.chart());
      packed.put(key, known);
    }
    return known;
  }

  /**
   * Packs these on all processors. What cannot be packed is told when it is asked for: its turn
   * decides which of several failures is the first.
   */
  public void packAhead(Collection<Path> paths) {
    paths.stream()
        .distinct()
        .parallel()
        .forEach(
            path -> {
              try {
                pack(path);
              } catch (DistroException e) {
                // Told by pack, for which there is no result to be found.
              }
            });
  }

  /**
   * A chart to render from where it lies: as {@link ChartLoader#load}, its directory's {@code
   * file://} dependencies included.
   */
  public static Chart load(Path path) {
    return named(
        path,
        () ->
            Files.isDirectory(path)
                ? ChartLoader.fromFiles(new LocalDependencies().complete(path).files())
                : ChartLoader.load(path));
  }

  /** Failures of loading do not know where the files came from. */
  private static <T> T named(Path path, Supplier<T> loading) {
    try {
      return loading.get();
    } catch (ChartLoadException e) {
      String message = String.valueOf(e.getMessage());
      String told =
          message.startsWith(NAMELESS)
              ? "cannot load chart '" + path + "': " + message.substring(NAMELESS.length())
              : message.contains("'" + path + "'")
                  ? message
                  : "cannot load chart '" + path + "': " + message;
      List<SourceLocation> where =
          e.where().stream().filter(place -> !place.detail().equals(message)).toList();
      throw new DistroException(e.code(), told, where, e.hint(), e);
    }
  }

  private static PackedChart fromDirectory(Path directory) {
    LocalDependencies.Completed completed = new LocalDependencies().complete(directory);
    byte[] archive =
        ChartArchive.pack(
            completed.own().name(),
            completed.files().stream()
                .filter(file -> !NO_SUBCHART.matcher(file.name()).lookingAt())
                .map(file -> new ArchiveFile(file.name(), file.bytes()))
                .toList());
    return new PackedChart(ChartLoader.fromArchive(directory.toString(), archive), archive);
  }

  private static PackedChart fromArchive(Path file) {
    if (!Files.isRegularFile(file)) {
      throw DistroException.of(
          ErrorCode.IO, "cannot read chart '" + file + "': there is no such file or directory");
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] archive = in.readNBytes(ARCHIVE_LIMIT + 1);
      if (archive.length > ARCHIVE_LIMIT) {
        throw DistroException.at(
            ErrorCode.ARCHIVE_INVALID,
            "cannot read chart '" + file + "': it is too large",
            SourceLocation.ofFile(
                file.toString(), Files.size(file) + " bytes, limit " + ARCHIVE_LIMIT));
      }
      return new PackedChart(ChartLoader.fromArchive(file.toString(), archive), archive);
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read chart '" + file + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
