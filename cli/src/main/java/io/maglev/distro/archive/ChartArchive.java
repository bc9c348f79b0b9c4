package io.maglev.distro.archive;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Chart archives (.tgz): the files of a chart below one directory, as {@code helm package} writes
 * and {@code LoadArchiveFiles} of Helm's pkg/chart/loader reads them.
 */
public final class ChartArchive {
  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private ChartArchive() {}

  /**
   * The chart's files in archive order, named relative to the chart ({@code Chart.yaml}, {@code
   * templates/x.yaml}); a UTF-8 byte order mark is dropped, as Helm does.
   *
   * <p>Stricter than Helm, which lets links, devices and duplicates pass as (empty) files: those
   * are refused.
   *
   * @param label what messages call the archive, e.g. its path
   * @throws DistroException with ARCHIVE_INVALID if it is damaged, hostile or over {@link
   *     ArchiveLimits#CHART}
   */
  public static List<ArchiveFile> read(String label, byte[] archive) {
    List<ArchiveFile> files = TarGz.read(label, archive, ArchiveLimits.CHART);
    if (files.isEmpty()) {
      throw refused(label, "it holds no files");
    }
    Set<String> seen = new HashSet<>();
    return files.stream()
        .map(file -> new ArchiveFile(relative(label, file.name(), seen), body(file.bytes())))
        .toList();
  }

  /** As {@link #read(String, byte[])}, from a file. */
  public static List<ArchiveFile> read(Path archive) {
    return read(archive.toString(), TarGz.content(archive));
  }

  /**
   * Packs a chart reproducibly, see {@link TarGz#pack}.
   *
   * @param chartName the directory that the files go below
   * @param files named relative to the chart
   */
  public static byte[] pack(String chartName, List<ArchiveFile> files) {
    return TarGz.pack(
        files.stream()
            .map(file -> new ArchiveFile(chartName + "/" + file.name(), file.bytes()))
            .toList());
  }

  /** The name without its first segment; Helm looks neither at what it is nor whether all agree. */
  private static String relative(String label, String name, Set<String> seen) {
    if (name.equals("Chart.yaml")) {
      throw refused(label, "Chart.yaml is not in a base directory");
    }
    int slash = name.indexOf('/');
    if (slash < 0) {
      throw refused(label, "entry '" + name + "' is outside the base directory");
    }
    String relative = name.substring(slash + 1);
    EntryNames.problem(relative)
        .ifPresent(
            problem -> {
              throw refused(label, "entry '" + EntryNames.printable(name) + "': " + problem);
            });
    // Helm looks at the first two characters only, so a file called ..data is refused as well.
    if (relative.startsWith("..")) {
      throw refused(label, "entry '" + EntryNames.printable(name) + "' starts with '..'");
    }
    if (!seen.add(relative)) {
      throw refused(label, "file '" + relative + "' appears twice");
    }
    return relative;
  }

  private static byte[] body(byte[] bytes) {
    boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static DistroException refused(String label, String reason) {
    return DistroException.of(
        ErrorCode.ARCHIVE_INVALID, "cannot read chart archive '" + label + "': " + reason);
  }
}
