package io.maglev.distro.chart;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

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
    try {
      return fromArchive(path.toString(), Files.readAllBytes(path));
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read chart '" + path + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
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
