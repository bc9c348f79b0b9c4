package io.maglev.distro.archive;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
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
      throw refused(label, "it holds no files", "no files in chart archive");
    }
    Set<String> seen = new HashSet<>();
    return files.stream()
        .map(file -> new ArchiveFile(relative(label, file.name(), seen), body(file.bytes())))
        .toList();
  }

  /**
   * The bytes of an archive's file, whose size is bounded.
   *
   * @throws DistroException with IO if it cannot be read, ARCHIVE_INVALID if it is too large
   */
  public static byte[] bytes(Path archive) {
    return TarGz.content(archive);
  }

  /** As {@link #read(String, byte[])}, from a file. */
  public static List<ArchiveFile> read(Path archive) {
    return read(archive.toString(), bytes(archive));
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
    int slash = name.indexOf('/');
    if (slash < 0) {
      String reason =
          name.equals("Chart.yaml")
              ? "Chart.yaml is not in a base directory"
              : "entry '" + name + "' is outside the base directory";
      throw refused(label, reason, EntryNames.helmText(name));
    }
    String relative = name.substring(slash + 1);
    String entry = "entry '" + EntryNames.printable(name) + "'";
    EntryNames.problem(relative)
        .ifPresent(
            problem -> {
              throw refused(label, entry + ": " + problem, EntryNames.helmText(name));
            });
    // Helm looks at the first two characters only, so a file called ..data is refused as well.
    if (relative.startsWith("..")) {
      throw refused(label, entry + " starts with '..'", EntryNames.helmText(name));
    }
    if (name.startsWith("Chart.yaml/")) {
      throw refused(label, entry + " lies below a Chart.yaml", "chart yaml not in base directory");
    }
    if (!seen.add(relative)) {
      throw refused(label, "file '" + relative + "' appears twice", "");
    }
    return relative;
  }

  private static byte[] body(byte[] bytes) {
    boolean marked = bytes.length >= 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
    return marked ? Arrays.copyOfRange(bytes, 3, bytes.length) : bytes;
  }

  private static DistroException refused(String label, String reason, String helmText) {
    return new DistroException(
        ErrorCode.ARCHIVE_INVALID,
        "cannot read chart archive '" + label + "': " + reason,
        helmText.isEmpty() ? List.of() : List.of(SourceLocation.ofText(helmText)),
        Optional.empty(),
        null);
  }
}
