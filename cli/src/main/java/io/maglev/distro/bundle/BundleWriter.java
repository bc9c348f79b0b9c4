package io.maglev.distro.bundle;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.model.Digest;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes bundles. The same content gives the same bytes, on any machine and at any time; the file
 * appears under its name complete or not at all.
 */
public final class BundleWriter {
  private BundleWriter() {}

  /**
   * Writes {@code NAME-VERSION.distro.tar} into the directory, which is made if it is missing; an
   * older file of that name is replaced in one step.
   *
   * @throws DistroException with IO if it cannot be written, with MANIFEST_INVALID if the content
   *     breaks a limit of the format
   */
  public static BundleFile write(Path directory, BundleContent content) {
    Path target = directory.resolve(content.fileName());
    Path part = directory.resolve("." + content.fileName() + "." + UUID.randomUUID() + ".part");
    try {
      BundleAssembly.Assembled bundle = new BundleAssembly(content).assemble();
      Files.createDirectories(directory);
      try {
        long size = writePart(part, bundle);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        syncDirectory(directory);
        return new BundleFile(target, Digest.of(bundle.index()), size);
      } finally {
        Files.deleteIfExists(part);
      }
    } catch (UncheckedIOException e) {
      throw unwritable(target, Objects.requireNonNull(e.getCause()));
    } catch (IOException e) {
      throw unwritable(target, e);
    }
  }

  private static DistroException unwritable(Path target, IOException e) {
    return new DistroException(
        ErrorCode.IO,
        "cannot write bundle '" + target + "': " + FileTrouble.reason(e),
        List.of(),
        Optional.of("check that the directory is writable and the disk has room"),
        e);
  }

  private static long writePart(Path part, BundleAssembly.Assembled bundle) throws IOException {
    Map<Digest, Long> sizes = new LinkedHashMap<>();
    bundle.blobs().forEach(blob -> sizes.put(blob.digest(), blob.size()));
    BundleLayout layout = BundleLayout.of(bundle.index().length, sizes);
    try (FileChannel file =
            FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        OutputStream out = new BufferedOutputStream(Channels.newOutputStream(file), 64 << 10)) {
      writeEntries(out, bundle);
      out.flush();
      if (file.position() != layout.size()) {
        throw new IllegalStateException(file.position() + " bytes, not " + layout.size());
      }
      file.force(true);
      return layout.size();
    }
  }

  private static void writeEntries(OutputStream out, BundleAssembly.Assembled bundle)
      throws IOException {
    writeEntry(out, BundleFormat.LAYOUT_NAME, BundleLayout.layoutJson());
    writeEntry(out, BundleFormat.INDEX_NAME, bundle.index());
    writeEntry(out, BundleFormat.SLOT_NAME, SignatureSlot.write(List.of()));
    for (Blob blob : bundle.blobs()) {
      writeBlob(out, blob);
    }
    writeEntry(
        out,
        BundleFormat.END_NAME,
        BundleLayout.endJson(bundle.blobs().size(), Digest.of(bundle.index())));
    out.write(new byte[2 * UstarHeader.BLOCK]);
  }

  private static void writeEntry(OutputStream out, String name, byte[] content) throws IOException {
    out.write(UstarHeader.of(name, content.length));
    out.write(content);
    out.write(new byte[UstarHeader.padding(content.length)]);
  }

  /** Hashes again while writing: the source may have changed since it was hashed first. */
  private static void writeBlob(OutputStream out, Blob blob) throws IOException {
    out.write(UstarHeader.of(BundleFormat.BLOBS + blob.digest().hex(), blob.size()));
    MessageDigest hash = Digest.sha256();
    long left = blob.size();
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = blob.open()) {
      int count = in.read(buffer);
      while (count >= 0 && count <= left) {
        out.write(buffer, 0, count);
        hash.update(buffer, 0, count);
        left -= count;
        count = in.read(buffer);
      }
      if (count >= 0
          || left > 0
          || !Arrays.equals(hash.digest(), HexFormat.of().parseHex(blob.digest().hex()))) {
        throw new IOException("the source of " + blob.digest() + " changed while it was packed");
      }
    }
    out.write(new byte[UstarHeader.padding(blob.size())]);
  }

  /** Makes the new name survive a power cut; systems that cannot open directories do so anyway. */
  private static void syncDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      // Windows refuses to open a directory; there the move itself is as durable as it gets.
      return;
    }
  }
}
