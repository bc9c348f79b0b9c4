package io.maglev.distro.bundle;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.model.Digest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Bytes to be put into a bundle, with their digest known beforehand. */
public interface Blob {

  Digest digest();

  long size();

  /** The bytes from the start; the writer checks them against digest and size. */
  InputStream open() throws IOException;

  /** Bytes in memory, which must not be changed afterwards. */
  static Blob of(byte[] bytes) {
    Digest digest = Digest.of(bytes);
    return new Blob() {
      @Override
      public Digest digest() {
        return digest;
      }

      @Override
      public long size() {
        return bytes.length;
      }

      @Override
      public InputStream open() {
        return new ByteArrayInputStream(bytes);
      }
    };
  }

  /**
   * A file, hashed now and read again when the bundle is written.
   *
   * @throws DistroException with IO if it cannot be read
   */
  static Blob of(Path file) {
    MessageDigest hash = Digest.sha256();
    long size;
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), hash)) {
      size = in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read file '" + file + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
    Digest digest = new Digest(HexFormat.of().formatHex(hash.digest()));
    return new Blob() {
      @Override
      public Digest digest() {
        return digest;
      }

      @Override
      public long size() {
        return size;
      }

      @Override
      public InputStream open() throws IOException {
        return Files.newInputStream(file);
      }
    };
  }
}
