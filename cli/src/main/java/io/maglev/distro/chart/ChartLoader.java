package io.maglev.distro.chart;

import io.maglev.distro.archive.ChartArchive;
import io.maglev.distro.archive.ContentType;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Loads charts from directories and archives. Thread-safe. */
public final class ChartLoader {
  private ChartLoader() {}

  /**
   * Loads a chart directory or a packed chart (.tgz).
   *
   * @throws ChartLoadException if it is no valid chart; {@code helmText()} is Helm's wording
   */
  public static Chart load(Path path) {
    if (!Files.exists(path)) {
      throw DistroException.of(
          ErrorCode.IO, "cannot load chart '" + path + "': there is no such file or directory");
    }
    if (Files.isDirectory(path)) {
      return fromFiles(ChartDirectory.files(path));
    }
    byte[] archive = ChartArchive.bytes(path);
    requireGzip(path, archive);
    return fromArchive(path.toString(), archive);
  }

  /** As Helm's {@code ensureArchive}, which says what else the file seems to be. */
  private static void requireGzip(Path path, byte[] archive) {
    if (ContentType.isGzip(archive)) {
      return;
    }
    String file = "file '" + path.toAbsolutePath().normalize() + "' ";
    boolean yaml = path.toString().matches("(?s).*\\.ya?ml");
    throw ChartLoadException.noArchive(
        "cannot read archive '" + path + "': it is not a gzipped archive",
        yaml
            ? file + "seems to be a YAML file, but expected a gzipped archive"
            : file
                + "does not appear to be a gzipped archive; got '"
                + ContentType.of(archive)
                + "'",
        "name a chart packed as .tgz, or the directory of a chart");
  }

  /**
   * Loads a packed chart.
   *
   * @param label what messages call it, e.g. its path
   * @throws ChartLoadException if it is no valid chart
   */
  public static Chart fromArchive(String label, byte[] archive) {
    return ChartAssembler.assemble(ChartAssembler.unpack(label, archive));
  }

  /**
   * Makes a chart of files named relative to it.
   *
   * @throws ChartLoadException if they are no valid chart
   */
  public static Chart fromFiles(List<ChartFile> files) {
    return ChartAssembler.assemble(files);
  }

  /**
   * The files of a chart directory that belong into its package: those {@code .helmignore} does not
   * name, in a fixed order.
   *
   * @throws ChartLoadException for links that leave the chart, devices and over-sized files
   */
  public static List<ChartFile> packageFiles(Path directory) {
    return ChartDirectory.files(directory);
  }
}
