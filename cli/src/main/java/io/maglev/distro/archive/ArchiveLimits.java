package io.maglev.distro.archive;

/**
 * How much an untrusted archive may hold before reading it stops.
 *
 * @param fileBytes of one file, uncompressed
 * @param totalBytes of all files together, uncompressed
 * @param entries files and directories
 */
public record ArchiveLimits(long fileBytes, long totalBytes, int entries) {

  /**
   * Helm's limits (MaxDecompressedFileSize and MaxDecompressedChartSize of pkg/chart/loader), and a
   * number of entries, which Helm leaves open: the largest public charts have some two thousand.
   */
  public static final ArchiveLimits CHART = new ArchiveLimits(5L << 20, 100L << 20, 20_000);

  /** Files are held in arrays, which bounds what a limit may be. */
  public ArchiveLimits {
    if (fileBytes < 0 || fileBytes > 1L << 30 || totalBytes < 0 || entries < 0) {
      throw new IllegalArgumentException("limits out of range");
    }
  }
}
