package io.maglev.distro.archive.deflate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A canonical Huffman code: how many bits each symbol takes, and which.
 *
 * <p>Lengths come from the package-merge algorithm, which is optimal under a length limit and, with
 * ties broken by symbol, the same everywhere.
 */
final class HuffmanCode {
  private final int[] lengths;
  private final int[] codes;

  private HuffmanCode(int[] lengths) {
    this.lengths = lengths;
    this.codes = canonicalCodes(lengths);
  }

  /** The code with these lengths, 0 for symbols that do not occur. */
  static HuffmanCode ofLengths(int[] lengths) {
    return new HuffmanCode(lengths.clone());
  }

  /**
   * The shortest code for these frequencies with no length over {@code maxLength}.
   *
   * <p>At least two symbols get a code, as in zlib: old inflaters refuse a tree of one leaf.
   */
  static HuffmanCode ofFrequencies(int[] frequencies, int maxLength) {
    int[] counts = frequencies.clone();
    long used = java.util.Arrays.stream(counts).filter(count -> count > 0).count();
    for (int symbol = 0; used < 2; symbol++) {
      if (counts[symbol] == 0) {
        counts[symbol] = 1;
        used++;
      }
    }
    return new HuffmanCode(packageMerge(counts, maxLength));
  }

  int length(int symbol) {
    return lengths[symbol];
  }

  /** One more than the highest symbol with a code, but no less than {@code minimum}. */
  int size(int minimum) {
    int size = lengths.length;
    while (size > minimum && lengths[size - 1] == 0) {
      size--;
    }
    return size;
  }

  void write(BitWriter out, int symbol) {
    out.write(codes[symbol], lengths[symbol]);
  }

  /** Bits that the symbols take, each as often as {@code frequencies} says. */
  long cost(int[] frequencies) {
    long bits = 0;
    for (int symbol = 0; symbol < frequencies.length; symbol++) {
      bits += (long) frequencies[symbol] * lengths[symbol];
    }
    return bits;
  }

  private static int[] packageMerge(int[] counts, int maxLength) {
    List<Coin> leaves = new ArrayList<>();
    for (int symbol = 0; symbol < counts.length; symbol++) {
      if (counts[symbol] > 0) {
        leaves.add(new Coin(counts[symbol], symbol, null, null));
      }
    }
    leaves.sort(Comparator.comparingLong(Coin::weight).thenComparingInt(Coin::symbol));
    List<Coin> row = leaves;
    for (int level = 1; level < maxLength; level++) {
      row = merge(leaves, pairs(row));
    }
    int[] lengths = new int[counts.length];
    for (Coin coin : row.subList(0, 2 * leaves.size() - 2)) {
      count(coin, lengths);
    }
    return lengths;
  }

  private static List<Coin> pairs(List<Coin> row) {
    List<Coin> pairs = new ArrayList<>();
    for (int i = 0; i + 1 < row.size(); i += 2) {
      Coin left = row.get(i);
      Coin right = row.get(i + 1);
      pairs.add(new Coin(left.weight + right.weight, -1, left, right));
    }
    return pairs;
  }

  /** Both rows are sorted; of equal weights the leaf goes first. */
  private static List<Coin> merge(List<Coin> leaves, List<Coin> pairs) {
    List<Coin> merged = new ArrayList<>(leaves.size() + pairs.size());
    int next = 0;
    for (Coin pair : pairs) {
      while (next < leaves.size() && leaves.get(next).weight <= pair.weight) {
        merged.add(leaves.get(next++));
      }
      merged.add(pair);
    }
    merged.addAll(leaves.subList(next, leaves.size()));
    return merged;
  }

  private static void count(Coin coin, int[] lengths) {
    if (coin.left == null || coin.right == null) {
      lengths[coin.symbol]++;
      return;
    }
    count(coin.left, lengths);
    count(coin.right, lengths);
  }

  /** RFC 1951 section 3.2.2, with the bits reversed: codes go out highest bit first. */
  private static int[] canonicalCodes(int[] lengths) {
    int[] perLength = new int[17];
    for (int length : lengths) {
      perLength[length]++;
    }
    perLength[0] = 0;
    int[] next = new int[17];
    for (int bits = 1; bits <= 16; bits++) {
      next[bits] = (next[bits - 1] + perLength[bits - 1]) << 1;
    }
    int[] codes = new int[lengths.length];
    for (int symbol = 0; symbol < lengths.length; symbol++) {
      int length = lengths[symbol];
      if (length > 0) {
        codes[symbol] = Integer.reverse(next[length]++) >>> (32 - length);
      }
    }
    return codes;
  }

  /** A leaf, or two coins of the row below taken together. */
  private record Coin(long weight, int symbol, @Nullable Coin left, @Nullable Coin right) {}
}
