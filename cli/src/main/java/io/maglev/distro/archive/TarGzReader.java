package io.maglev.distro.archive;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.jspecify.annotations.Nullable;

/** One pass over one untrusted .tar.gz. Not thread-safe. */
final class TarGzReader {
  /**
   * What headers may take between two files: long-name and PAX records, which Commons Compress
   * holds in memory whole, and the zeros at the end.
   */
  private static final long OVERHEAD = 1L << 20;

  private static final Set<Byte> REGULAR =
      Set.of(TarConstants.LF_NORMAL, TarConstants.LF_OLDNORM, TarConstants.LF_CONTIG);

  private final String label;
  private final ArchiveLimits limits;
  private final List<ArchiveFile> files = new ArrayList<>();
  private final Set<String> seen = new HashSet<>();
  private long total;
  private int entries;
  private String current = "";

  /**
   * @param label what messages call the archive, e.g. its file name
   */
  TarGzReader(String label, ArchiveLimits limits) {
    this.label = label;
    this.limits = limits;
  }

  List<ArchiveFile> read(byte[] archive) {
    if (archive.length < 2 || archive[0] != 0x1f || archive[1] != (byte) 0x8b) {
      throw refused("it is not a gzipped archive", "name a chart packed as .tgz", null);
    }
    try (BoundedInputStream plain =
            new BoundedInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)));
        TarArchiveInputStream tar = new TarArchiveInputStream(plain, "UTF-8")) {
      plain.allow(OVERHEAD);
      TarArchiveEntry entry = tar.getNextEntry();
      while (entry != null) {
        take(entry, tar, plain);
        plain.allow(OVERHEAD);
        entry = tar.getNextEntry();
      }
      drain(plain);
      return files;
    } catch (BoundedInputStream.ExceededException e) {
      throw refused(
          "more than " + OVERHEAD + " bytes of headers or padding follow " + place(), null, e);
    } catch (IOException | IllegalArgumentException e) {
      throw refused("it is truncated or damaged after " + place(), "fetch it again", e);
    }
  }

  /** Reads what follows the end mark, so that gzip's own checksum is checked. */
  private static void drain(InputStream plain) throws IOException {
    plain.transferTo(OutputStream.nullOutputStream());
  }

  private void take(TarArchiveEntry entry, InputStream content, BoundedInputStream plain)
      throws IOException {
    String raw = entry.getName();
    current = EntryNames.printable(raw);
    if (++entries > limits.entries()) {
      throw refused("it holds more than " + limits.entries() + " entries", null, null);
    }
    Optional<String> problem = EntryNames.problem(raw);
    if (problem.isPresent()) {
      throw refused("entry '" + current + "': " + problem.get(), null, null);
    }
    if (entry.isDirectory()) {
      return;
    }
    refuseUnlessRegular(entry);
    String name = EntryNames.normalize(raw);
    if (!seen.add(name)) {
      throw refused("entry '" + current + "' appears twice", null, null);
    }
    refuseIfLarge(entry.getSize());
    plain.allow(entry.getSize() + OVERHEAD);
    byte[] bytes = content.readNBytes((int) entry.getSize());
    if (bytes.length < entry.getSize()) {
      throw refused("it is truncated in entry '" + current + "'", "fetch it again", null);
    }
    files.add(new ArchiveFile(name, bytes));
  }

  private void refuseUnlessRegular(TarArchiveEntry entry) {
    String kind = null;
    if (!entry.isCheckSumOK()) {
      throw refused("the header of entry '" + current + "' is damaged", "fetch it again", null);
    }
    if (entry.isSymbolicLink()) {
      kind = "symbolic link";
    } else if (entry.isLink()) {
      kind = "hard link";
    } else if (entry.isCharacterDevice() || entry.isBlockDevice()) {
      kind = "device";
    } else if (entry.isFIFO()) {
      kind = "fifo";
    } else if (entry.isSparse() || !REGULAR.contains(entry.getLinkFlag())) {
      kind = "special entry";
    }
    if (kind != null) {
      throw refused(
          "entry '" + current + "' is a " + kind + ", not a regular file",
          "pack the file itself in its place",
          null);
    }
  }

  private void refuseIfLarge(long size) {
    if (size < 0 || size > limits.fileBytes()) {
      throw refused(
          "entry '" + current + "' is " + size + " bytes, limit " + limits.fileBytes(), null, null);
    }
    total += size;
    if (total > limits.totalBytes()) {
      throw refused(
          "its files are at least " + total + " bytes together, limit " + limits.totalBytes(),
          null,
          null);
    }
  }

  private String place() {
    return current.isEmpty() ? "its start" : "entry '" + current + "'";
  }

  private DistroException refused(String reason, @Nullable String hint, @Nullable Exception cause) {
    return new DistroException(
        ErrorCode.ARCHIVE_INVALID,
        "cannot read archive '" + label + "': " + reason,
        List.of(),
        Optional.ofNullable(hint),
        cause);
  }
}
