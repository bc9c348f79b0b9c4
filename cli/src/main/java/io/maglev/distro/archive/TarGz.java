package io.maglev.distro.archive;

import io.maglev.distro.archive.deflate.Gzip;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads untrusted .tar.gz files into memory, and writes them reproducibly. */
public final class TarGz {
  /** Compressed bytes that are read from a file at most. */
  private static final long FILE_LIMIT = 100L << 20;

  private TarGz() {}

  /**
   * The regular files of an archive in its order; directories and PAX headers are passed over.
   *
   * <p>Names have {@code /} between segments (archives made on Windows may use {@code \}) and
   * neither empty nor {@code .} segments, except that the first is kept as it is.
   *
   * @param label what messages call the archive, e.g. its path
   * @throws DistroException with ARCHIVE_INVALID if it is damaged, exceeds a limit, or holds what
   *     no honest archive does: absolute paths, {@code ..}, drives, links, devices, duplicates
   */
  public static List<ArchiveFile> read(String label, byte[] archive, ArchiveLimits limits) {
    return new TarGzReader(label, limits).read(archive);
  }

  /** As {@link #read(String, byte[], ArchiveLimits)}, from a file. */
  public static List<ArchiveFile> read(Path archive, ArchiveLimits limits) {
    return read(archive.toString(), content(archive), limits);
  }

  /** The compressed bytes of an archive file, which must not be larger than 100 MiB. */
  static byte[] content(Path archive) {
    try (InputStream in = Files.newInputStream(archive)) {
      byte[] bytes = in.readNBytes((int) FILE_LIMIT + 1);
      if (bytes.length > FILE_LIMIT) {
        throw DistroException.of(
            ErrorCode.ARCHIVE_INVALID,
            "cannot read archive '"
                + archive
                + "': it is at least "
                + bytes.length
                + " bytes, limit "
                + FILE_LIMIT);
      }
      return bytes;
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read archive '" + archive + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }

  /**
   * A .tar.gz whose bytes depend on the names and contents alone: not on the order given, nor on
   * machine, JDK, time, user or locale.
   *
   * @throws DistroException with ARCHIVE_INVALID for a name that is unsafe, doubled or too long for
   *     a ustar header
   */
  public static byte[] pack(List<ArchiveFile> files) {
    ByteArrayOutputStream tar = new ByteArrayOutputStream();
    Set<String> seen = new HashSet<>();
    for (ArchiveFile file : files.stream().sorted(ArchiveFile.BY_NAME).toList()) {
      refuseUnsafe(file.name(), seen);
      tar.writeBytes(UstarHeader.of(file.name(), file.bytes().length));
      tar.writeBytes(file.bytes());
      tar.writeBytes(new byte[UstarHeader.padding(file.bytes().length)]);
    }
    tar.writeBytes(new byte[2 * UstarHeader.BLOCK]);
    return Gzip.compress(tar.toByteArray());
  }

  private static void refuseUnsafe(String name, Set<String> seen) {
    Optional<String> problem = EntryNames.problem(name);
    if (problem.isEmpty() && !EntryNames.normalize("/" + name).equals("/" + name)) {
      problem = Optional.of("its path is not in its simplest form");
    }
    if (problem.isEmpty() && !seen.add(name)) {
      problem = Optional.of("it is given twice");
    }
    if (problem.isPresent()) {
      throw DistroException.of(
          ErrorCode.ARCHIVE_INVALID,
          "cannot pack file '" + EntryNames.printable(name) + "': " + problem.get());
    }
  }
}
