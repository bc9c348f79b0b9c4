package io.maglev.distro.bundle;

import io.maglev.distro.archive.UstarHeader;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.FileTrouble;
import io.maglev.distro.model.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bundle's tar forward, refusing every header, padding and end that is not exactly the one
 * due. Not thread-safe.
 */
final class TarCursor {
  private static final int BUFFER = 64 << 10;
  private static final int SIZE_AT = 124;

  private final String bundle;
  private final InputStream in;
  private final byte[] buffer = new byte[BUFFER];
  private long offset;

  TarCursor(String bundle, InputStream in) {
    this.bundle = bundle;
    this.in = in;
  }

  /** Where the next byte lies in the file. */
  long offset() {
    return offset;
  }

  /** Reads an entry of a known size. */
  byte[] entry(String name, int size) {
    header(name, size);
    return body(name, size);
  }

  /** Reads an entry whose size only its header tells; it must not exceed {@code limit}. */
  byte[] entryUpTo(String name, int limit) {
    long start = offset;
    byte[] header = take(UstarHeader.BLOCK, "the header of '" + name + "'");
    long size = octal(header);
    if (size < 0 || size > limit) {
      // The name is compared first: another file altogether should be told by what it is.
      compareHeader(header, UstarHeader.of(name, 0), name, start, SIZE_AT);
      throw BundleInvalidException.altered(
          bundle,
          "'" + name + "' has no size or " + size + " bytes, limit " + limit,
          start + SIZE_AT);
    }
    compareHeader(header, UstarHeader.of(name, size), name, start, UstarHeader.BLOCK);
    return body(name, (int) size);
  }

  /** Reads a blob into memory and checks its digest. */
  byte[] blob(Descriptor descriptor) {
    String name = BundleFormat.BLOBS + descriptor.digest().hex();
    header(name, descriptor.size());
    long start = offset;
    byte[] content = take((int) descriptor.size(), "'" + name + "'");
    compareDigest(descriptor.digest(), Digest.of(content), start);
    padding(name, descriptor.size());
    return content;
  }

  /**
   * Reads past a blob of any size and checks its digest and, if given, those of its chunks.
   *
   * @param chunks what {@link ChunkDigests} of the blob must give
   */
  void passBlob(Descriptor descriptor, byte @Nullable [] chunks) {
    String name = BundleFormat.BLOBS + descriptor.digest().hex();
    header(name, descriptor.size());
    long start = offset;
    MessageDigest hash = Digest.sha256();
    ChunkDigests found = chunks == null ? null : new ChunkDigests();
    long left = descriptor.size();
    while (left > 0) {
      int count = (int) Math.min(left, buffer.length);
      fill(buffer, count, "'" + name + "'");
      hash.update(buffer, 0, count);
      if (found != null) {
        found.update(buffer, count);
      }
      left -= count;
    }
    Digest digest = new Digest(HexFormat.of().formatHex(hash.digest()));
    if (chunks != null && found != null) {
      compareChunks(chunks, found.finish(), start);
    }
    compareDigest(descriptor.digest(), digest, start);
    padding(name, descriptor.size());
  }

  /** The two zero blocks, and nothing after them. */
  void end() {
    zeros(2 * UstarHeader.BLOCK, "the end of the tar");
    long end = offset;
    byte[] more = new byte[1];
    if (read(more, 1) > 0) {
      throw BundleInvalidException.altered(bundle, "something follows its end", end);
    }
  }

  private void header(String name, long size) {
    long start = offset;
    byte[] header = take(UstarHeader.BLOCK, "the header of '" + name + "'");
    compareHeader(header, UstarHeader.of(name, size), name, start, UstarHeader.BLOCK);
  }

  private byte[] body(String name, int size) {
    byte[] content = take(size, "'" + name + "'");
    padding(name, size);
    return content;
  }

  private void padding(String name, long size) {
    zeros(UstarHeader.padding(size), "the padding of '" + name + "'");
  }

  private void zeros(int count, String what) {
    long start = offset;
    byte[] found = take(count, what);
    int at = Arrays.mismatch(found, new byte[count]);
    if (at >= 0) {
      throw BundleInvalidException.differs(bundle, what + " is altered", start + at, 0, found[at]);
    }
  }

  /** Compares the first {@code length} bytes. */
  private void compareHeader(byte[] found, byte[] due, String name, long start, int length) {
    int at = Arrays.mismatch(found, 0, length, due, 0, length);
    if (at < 0) {
      return;
    }
    String foundName = new String(found, 0, 100, StandardCharsets.UTF_8).split("\0", 2)[0];
    String reason =
        at < 100 && !foundName.isEmpty()
            ? "it has '" + Printable.of(foundName) + "' where '" + name + "' must be"
            : "the header of '" + name + "' is altered";
    throw BundleInvalidException.differs(bundle, reason, start + at, due[at], found[at]);
  }

  private void compareDigest(Digest due, Digest found, long start) {
    if (!due.equals(found)) {
      throw BundleInvalidException.altered(
          bundle, "blob " + due + " is altered, its digest is " + found, start);
    }
  }

  private void compareChunks(byte[] due, byte[] found, long start) {
    int at = Arrays.mismatch(due, found);
    if (at >= 0) {
      long chunk = start + (long) (at / 32) * BundleFormat.CHUNK;
      throw BundleInvalidException.altered(bundle, "a chunk of 8 MiB is altered", chunk);
    }
  }

  /** The eleven octal digits of the size, -1 if they are none. */
  private static long octal(byte[] header) {
    long size = 0;
    for (int i = SIZE_AT; i < SIZE_AT + 11; i++) {
      if (header[i] < '0' || header[i] > '7') {
        return -1;
      }
      size = size * 8 + header[i] - '0';
    }
    return size;
  }

  private byte[] take(int count, String within) {
    byte[] bytes = new byte[count];
    fill(bytes, count, within);
    return bytes;
  }

  private void fill(byte[] target, int count, String within) {
    int done = read(target, count);
    if (done < count) {
      throw BundleInvalidException.truncated(bundle, within, offset);
    }
  }

  private int read(byte[] target, int count) {
    try {
      int done = in.readNBytes(target, 0, count);
      offset += done;
      return done;
    } catch (IOException e) {
      throw new DistroException(
          ErrorCode.IO,
          "cannot read bundle '" + bundle + "': " + FileTrouble.reason(e),
          List.of(),
          Optional.empty(),
          e);
    }
  }
}
