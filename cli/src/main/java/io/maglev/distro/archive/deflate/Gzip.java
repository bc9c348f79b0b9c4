package io.maglev.distro.archive.deflate;

import java.util.zip.CRC32;

/**
 * Compresses to gzip so that equal input gives equal bytes on every machine and JDK.
 *
 * <p>{@code java.util.zip.Deflater} cannot promise that: it runs whichever zlib the JDK was linked
 * with, and zlib, zlib-ng, zlib-chromium and Intel's compress differently. Inflating has only one
 * answer, so reading stays with the JDK.
 */
public final class Gzip {
  /** A match this long is taken at once, without looking for a longer one a byte further. */
  private static final int GOOD_ENOUGH = 64;

  private Gzip() {}

  /** A gzip member: time 0, no name, operating system unknown (255). */
  public static byte[] compress(byte[] data) {
    BitWriter out = new BitWriter();
    out.writeBytes(new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff}, 0, 10);
    deflate(data, out);
    out.alignToByte();
    CRC32 checksum = new CRC32();
    checksum.update(data);
    out.write((int) checksum.getValue(), 32);
    out.write(data.length, 32);
    return out.toByteArray();
  }

  private static void deflate(byte[] data, BitWriter out) {
    Matcher matcher = new Matcher(data);
    Tokens tokens = new Tokens();
    int blockStart = 0;
    int position = 0;
    int length = data.length > 0 ? matcher.find(0, 0) : 0;
    while (position < data.length) {
      if (tokens.isFull()) {
        new Block(data, blockStart, position, tokens).write(out, false);
        tokens = new Tokens();
        blockStart = position;
      }
      int distance = matcher.distance();
      int next = position + 1;
      int nextLength = 0;
      boolean looked = next < data.length && length < GOOD_ENOUGH;
      if (looked) {
        nextLength = matcher.find(next, length);
      }
      if (length == 0 || nextLength > length) {
        tokens.addLiteral(data[position]);
        position = next;
        length = nextLength;
        continue;
      }
      tokens.addMatch(length, distance);
      int end = position + length;
      for (int skipped = looked ? next + 1 : next; skipped < end; skipped++) {
        matcher.enter(skipped);
      }
      position = end;
      length = position < data.length ? matcher.find(position, 0) : 0;
    }
    new Block(data, blockStart, position, tokens).write(out, true);
  }
}
