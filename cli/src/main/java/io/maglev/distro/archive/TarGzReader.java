package io.maglev.distro.archive;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One pass over one untrusted .tar.gz. Not thread-safe. */
final class TarGzReader {
  /**
   * What headers may take between two files: long-name and PAX records, which are held in memory
   * whole, and the zeros at the end.
   */
  private static final long OVERHEAD = 1L << 20;

  private static final String END = "unexpected EOF";
  private static final int GZIP_HEADER = 10;

  private final String label;
  private final ArchiveLimits limits;
  private final List<ArchiveFile> files = new ArrayList<>();
  private final Map<String, byte[]> seen = new HashMap<>();
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
      throw refused(
          "it is not a gzipped archive", notGzip(archive), "name a chart packed as .tgz", null);
    }
    try (BoundedInputStream plain =
        new BoundedInputStream(new GZIPInputStream(new ByteArrayInputStream(archive)))) {
      TarStream tar = new TarStream(plain);
      plain.allow(OVERHEAD);
      TarHeader entry = tar.next();
      while (entry != null) {
        take(entry, tar, plain);
        plain.allow(OVERHEAD);
        entry = tar.next();
      }
      drain(plain);
      return files;
    } catch (BoundedInputStream.ExceededException e) {
      throw refused(
          "more than " + OVERHEAD + " bytes of headers or padding follow " + place(), "", null, e);
    } catch (IOException e) {
      throw refused("it is truncated or damaged after " + place(), goText(e), "fetch it again", e);
    }
  }

  /** What Go's gzip says to the first bytes. */
  private static String notGzip(byte[] archive) {
    if (archive.length == 0) {
      return "EOF";
    }
    return archive.length < GZIP_HEADER ? END : "gzip: invalid header";
  }

  private static String goText(IOException e) {
    if (e instanceof TarDamage damage) {
      return String.valueOf(damage.getMessage());
    }
    // The JDK does not tell how far the damage lies in, which Go does.
    return e instanceof ZipException ? "" : END;
  }

  /** Reads what follows the end mark, so that gzip's own checksum is checked. */
  private static void drain(InputStream plain) throws IOException {
    plain.transferTo(OutputStream.nullOutputStream());
  }

  private void take(TarHeader entry, TarStream tar, BoundedInputStream plain) throws IOException {
    current = EntryNames.printable(entry.name());
    if (++entries > limits.entries()) {
      throw refused("it holds more than " + limits.entries() + " entries", "", null, null);
    }
    if (entry.type() == TarHeader.PAX_GLOBAL) {
      return;
    }
    Optional<String> problem = EntryNames.problem(entry.name());
    if (problem.isPresent()) {
      throw refused(
          "entry '" + current + "': " + problem.get(),
          EntryNames.helmText(entry.name()),
          null,
          null);
    }
    if (entry.type() == TarHeader.DIRECTORY) {
      return;
    }
    refuseUnlessRegular(entry);
    String name = EntryNames.normalize(entry.name());
    refuseIfLarge(entry.size());
    plain.allow(entry.size() + OVERHEAD);
    byte[] content = tar.content(entry);
    byte[] before = seen.putIfAbsent(name, content);
    if (before == null) {
      files.add(new ArchiveFile(name, content));
    } else if (!Arrays.equals(before, content)) {
      throw refused("entry '" + current + "' appears twice", "", null, null);
    }
  }

  private void refuseUnlessRegular(TarHeader entry) {
    String kind =
        switch (entry.type()) {
          case TarHeader.REGULAR, TarHeader.CONTIGUOUS -> "";
          case '1' -> "hard link";
          case '2' -> "symbolic link";
          case '3', '4' -> "device";
          case '6' -> "fifo";
          default -> "special entry";
        };
    if (!kind.isEmpty()) {
      throw refused(
          "entry '" + current + "' is a " + kind + ", not a regular file",
          "",
          "pack the file itself in its place",
          null);
    }
  }

  private void refuseIfLarge(long size) {
    boolean tooMuch = size > limits.totalBytes() - total;
    String helm =
        tooMuch
            ? "decompressed chart is larger than the maximum file size " + limits.totalBytes()
            : "decompressed chart file \""
                + current
                + "\" is larger than the maximum file size "
                + limits.fileBytes();
    if (size > limits.fileBytes()) {
      throw refused(
          "entry '" + current + "' is " + size + " bytes, limit " + limits.fileBytes(),
          helm,
          null,
          null);
    }
    total += size;
    if (tooMuch) {
      throw refused(
          "its files are at least " + total + " bytes together, limit " + limits.totalBytes(),
          helm,
          null,
          null);
    }
  }

  private String place() {
    return current.isEmpty() ? "its start" : "entry '" + current + "'";
  }

  private DistroException refused(
      String reason, String helmText, @Nullable String hint, @Nullable Exception cause) {
    return new DistroException(
        ErrorCode.ARCHIVE_INVALID,
        "cannot read archive '" + label + "': " + reason,
        helmText.isEmpty() ? List.of() : List.of(SourceLocation.ofText(helmText)),
        Optional.ofNullable(hint),
        cause);
  }
}
