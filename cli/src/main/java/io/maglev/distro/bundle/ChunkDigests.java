package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;

/**
 * The sha256 of each 8 MiB of a blob, 32 bytes each, one after the other: with them a download is
 * checked, resumed and mended piece by piece. Takes the blob's bytes in order. Not thread-safe.
 */
final class ChunkDigests {
  private static final int DIGEST_BYTES = 32;

  private final MessageDigest hash = Digest.sha256();
  private final ByteArrayOutputStream digests = new ByteArrayOutputStream();
  private int inChunk;

  /** Bytes that the digests of such a blob take. */
  static long size(long blobSize) {
    long chunks = blobSize / BundleFormat.CHUNK + (blobSize % BundleFormat.CHUNK == 0 ? 0 : 1);
    return chunks * DIGEST_BYTES;
  }

  static byte[] of(Blob blob) {
    ChunkDigests chunks = new ChunkDigests();
    byte[] buffer = new byte[64 << 10];
    try (InputStream in = blob.open()) {
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        chunks.update(buffer, count);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return chunks.finish();
  }

  void update(byte[] buffer, int count) {
    int from = 0;
    while (from < count) {
      int part = Math.min(count - from, BundleFormat.CHUNK - inChunk);
      hash.update(buffer, from, part);
      from += part;
      inChunk += part;
      if (inChunk == BundleFormat.CHUNK) {
        endChunk();
      }
    }
  }

  byte[] finish() {
    if (inChunk > 0) {
      endChunk();
    }
    return digests.toByteArray();
  }

  private void endChunk() {
    digests.writeBytes(hash.digest());
    inChunk = 0;
  }
}
