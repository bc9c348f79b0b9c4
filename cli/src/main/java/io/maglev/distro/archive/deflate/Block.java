package io.maglev.distro.archive.deflate;

import java.util.Arrays;

/**
 * One deflate block: tokens of a stretch of input, written in whichever of the three forms of RFC
 * 1951 is shortest.
 */
final class Block {
  private static final int STORED_LIMIT = 0xffff;
  private static final HuffmanCode FIXED_LITERALS = fixedLiterals();
  private static final HuffmanCode FIXED_DISTANCES = fixedDistances();

  private final byte[] data;
  private final int from;
  private final int to;
  private final Tokens tokens;

  /**
   * @param from where the stretch starts in {@code data}
   * @param to where it ends
   */
  Block(byte[] data, int from, int to, Tokens tokens) {
    this.data = data;
    this.from = from;
    this.to = to;
    this.tokens = tokens;
  }

  void write(BitWriter out, boolean last) {
    HuffmanCode literals = HuffmanCode.ofFrequencies(tokens.literalFrequencies, 15);
    HuffmanCode distances = HuffmanCode.ofFrequencies(tokens.distanceFrequencies, 15);
    CodeLengths lengths = CodeLengths.of(literals, distances);
    long dynamicBits = lengths.cost() + tokens.cost(literals, distances);
    long fixedBits = tokens.cost(FIXED_LITERALS, FIXED_DISTANCES);
    if (storedBits(out) <= Math.min(fixedBits, dynamicBits) + 3) {
      writeStored(out, last);
    } else if (fixedBits <= dynamicBits) {
      writeStart(out, last, 1);
      tokens.write(out, FIXED_LITERALS, FIXED_DISTANCES);
    } else {
      writeStart(out, last, 2);
      lengths.write(out);
      tokens.write(out, literals, distances);
    }
  }

  private long storedBits(BitWriter out) {
    int chunks = Math.max(1, (to - from + STORED_LIMIT - 1) / STORED_LIMIT);
    int firstPadding = 7 - (out.bitOffset() + 2) % 8;
    return 8L * (to - from) + 40L * chunks - 5 + firstPadding;
  }

  private void writeStored(BitWriter out, boolean last) {
    int at = from;
    do {
      int length = Math.min(STORED_LIMIT, to - at);
      writeStart(out, last && at + length == to, 0);
      out.alignToByte();
      out.write(length, 16);
      out.write(~length, 16);
      out.writeBytes(data, at, length);
      at += length;
    } while (at < to);
  }

  private static void writeStart(BitWriter out, boolean last, int type) {
    out.write(last ? 1 : 0, 1);
    out.write(type, 2);
  }

  private static HuffmanCode fixedLiterals() {
    int[] lengths = new int[288];
    Arrays.fill(lengths, 0, 144, 8);
    Arrays.fill(lengths, 144, 256, 9);
    Arrays.fill(lengths, 256, 280, 7);
    Arrays.fill(lengths, 280, 288, 8);
    return HuffmanCode.ofLengths(lengths);
  }

  private static HuffmanCode fixedDistances() {
    int[] lengths = new int[30];
    Arrays.fill(lengths, 5);
    return HuffmanCode.ofLengths(lengths);
  }
}
