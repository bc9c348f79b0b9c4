package io.maglev.distro.archive.deflate;

import java.io.ByteArrayOutputStream;

/** Packs bits into bytes, lowest bit first, as RFC 1951 section 3.1.1 asks. Not thread-safe. */
final class BitWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long pending;
  private int pendingBits;

  /** Appends the lowest {@code count} bits of {@code value}, at most 32. */
  void write(int value, int count) {
    pending |= (value & ((1L << count) - 1)) << pendingBits;
    pendingBits += count;
    while (pendingBits >= 8) {
      bytes.write((int) pending);
      pending >>>= 8;
      pendingBits -= 8;
    }
  }

  /** Fills the byte that was begun with zeros. */
  void alignToByte() {
    if (pendingBits > 0) {
      write(0, 8 - pendingBits);
    }
  }

  /** Appends whole bytes; the writer must stand at a byte's start. */
  void writeBytes(byte[] source, int from, int length) {
    bytes.write(source, from, length);
  }

  /** Bits already in the byte that was begun, 0 to 7. */
  int bitOffset() {
    return pendingBits;
  }

  byte[] toByteArray() {
    return bytes.toByteArray();
  }
}
