package io.maglev.distro.archive.deflate;

import java.util.Arrays;

/**
 * The code lengths of a block's two codes as RFC 1951 section 3.2.7 sends them: run-length coded,
 * then Huffman coded in turn. Immutable.
 */
final class CodeLengths {
  private static final int[] LENGTH_ORDER = {
    16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
  };

  private final int literalCount;
  private final int distanceCount;
  private final int[] symbols;
  private final int[] repeats;
  private final HuffmanCode code;

  private CodeLengths(int literalCount, int distanceCount, int[] symbols, int[] repeats) {
    this.literalCount = literalCount;
    this.distanceCount = distanceCount;
    this.symbols = symbols;
    this.repeats = repeats;
    int[] frequencies = new int[19];
    for (int symbol : symbols) {
      frequencies[symbol]++;
    }
    this.code = HuffmanCode.ofFrequencies(frequencies, 7);
  }

  static CodeLengths of(HuffmanCode literals, HuffmanCode distances) {
    int literalCount = literals.size(257);
    int distanceCount = distances.size(1);
    int[] all = new int[literalCount + distanceCount];
    Arrays.setAll(
        all, i -> i < literalCount ? literals.length(i) : distances.length(i - literalCount));
    int[] symbols = new int[all.length];
    int[] repeats = new int[all.length];
    int count = 0;
    for (int i = 0; i < all.length; count++) {
      int run = runLength(all, i);
      symbols[count] = symbolFor(all, i, run);
      repeats[count] = symbols[count] < 16 ? 1 : Math.min(run, longest(symbols[count]));
      i += repeats[count];
    }
    return new CodeLengths(literalCount, distanceCount, Arrays.copyOf(symbols, count), repeats);
  }

  private static int runLength(int[] all, int from) {
    int to = from + 1;
    while (to < all.length && all[to] == all[from]) {
      to++;
    }
    return to - from;
  }

  /** 16 repeats the length before, 17 and 18 repeat zero; below 16 the length itself. */
  private static int symbolFor(int[] all, int at, int run) {
    if (all[at] == 0 && run >= 3) {
      return run > longest(17) ? 18 : 17;
    }
    return at > 0 && all[at - 1] == all[at] && run >= 3 ? 16 : all[at];
  }

  private static int longest(int symbol) {
    return switch (symbol) {
      case 16 -> 6;
      case 17 -> 10;
      default -> 138;
    };
  }

  private static int extraBits(int symbol) {
    return switch (symbol) {
      case 16 -> 2;
      case 17 -> 3;
      case 18 -> 7;
      default -> 0;
    };
  }

  private int lengthCount() {
    int count = LENGTH_ORDER.length;
    while (count > 4 && code.length(LENGTH_ORDER[count - 1]) == 0) {
      count--;
    }
    return count;
  }

  /** Bits that {@link #write} takes. */
  long cost() {
    long bits = 14 + 3L * lengthCount();
    for (int symbol : symbols) {
      bits += code.length(symbol) + extraBits(symbol);
    }
    return bits;
  }

  void write(BitWriter out) {
    out.write(literalCount - 257, 5);
    out.write(distanceCount - 1, 5);
    out.write(lengthCount() - 4, 4);
    for (int i = 0; i < lengthCount(); i++) {
      out.write(code.length(LENGTH_ORDER[i]), 3);
    }
    for (int i = 0; i < symbols.length; i++) {
      code.write(out, symbols[i]);
      int shortest = symbols[i] == 18 ? 11 : 3;
      out.write(repeats[i] - shortest, extraBits(symbols[i]));
    }
  }
}
