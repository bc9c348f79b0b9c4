package io.maglev.distro.archive.deflate;

/**
 * What a run of input bytes became: literals and (length, distance) pairs, with the statistics that
 * its Huffman codes are built from. Not thread-safe.
 */
final class Tokens {
  /** Enough for good statistics, few enough to follow changes in the data; zlib's default. */
  static final int CAPACITY = 1 << 14;

  static final int END_OF_BLOCK = 256;

  private static final int LENGTH_SYMBOLS = 29;
  private static final int DISTANCE_SYMBOLS = 30;
  private static final int[] LENGTH_BASE = new int[LENGTH_SYMBOLS];
  private static final int[] LENGTH_EXTRA = new int[LENGTH_SYMBOLS];
  private static final int[] DISTANCE_BASE = new int[DISTANCE_SYMBOLS];
  private static final int[] DISTANCE_EXTRA = new int[DISTANCE_SYMBOLS];

  static {
    for (int i = 0, base = 3; i < LENGTH_SYMBOLS - 1; i++) {
      LENGTH_BASE[i] = base;
      LENGTH_EXTRA[i] = i < 8 ? 0 : i / 4 - 1;
      base += 1 << LENGTH_EXTRA[i];
    }
    LENGTH_BASE[LENGTH_SYMBOLS - 1] = Matcher.MAX_LENGTH;
    for (int i = 0, base = 1; i < DISTANCE_SYMBOLS; i++) {
      DISTANCE_BASE[i] = base;
      DISTANCE_EXTRA[i] = i < 4 ? 0 : i / 2 - 1;
      base += 1 << DISTANCE_EXTRA[i];
    }
  }

  final int[] literalFrequencies = new int[286];
  final int[] distanceFrequencies = new int[DISTANCE_SYMBOLS];
  private final int[] tokens = new int[CAPACITY];
  private int count;
  private long extraBits;

  Tokens() {
    literalFrequencies[END_OF_BLOCK] = 1;
  }

  void addLiteral(byte value) {
    tokens[count++] = value & 0xff;
    literalFrequencies[value & 0xff]++;
  }

  void addMatch(int length, int distance) {
    tokens[count++] = (distance << 16) | length;
    int lengthSymbol = lengthSymbol(length);
    int distanceSymbol = distanceSymbol(distance);
    literalFrequencies[257 + lengthSymbol]++;
    distanceFrequencies[distanceSymbol]++;
    extraBits += LENGTH_EXTRA[lengthSymbol] + DISTANCE_EXTRA[distanceSymbol];
  }

  boolean isFull() {
    return count == CAPACITY;
  }

  /** Bits that the tokens and the end mark take under these codes. */
  long cost(HuffmanCode literals, HuffmanCode distances) {
    return literals.cost(literalFrequencies) + distances.cost(distanceFrequencies) + extraBits;
  }

  /** Writes the tokens and the end mark. */
  void write(BitWriter out, HuffmanCode literals, HuffmanCode distances) {
    for (int i = 0; i < count; i++) {
      int distance = tokens[i] >>> 16;
      int value = tokens[i] & 0xffff;
      if (distance == 0) {
        literals.write(out, value);
      } else {
        int lengthSymbol = lengthSymbol(value);
        literals.write(out, 257 + lengthSymbol);
        out.write(value - LENGTH_BASE[lengthSymbol], LENGTH_EXTRA[lengthSymbol]);
        int distanceSymbol = distanceSymbol(distance);
        distances.write(out, distanceSymbol);
        out.write(distance - DISTANCE_BASE[distanceSymbol], DISTANCE_EXTRA[distanceSymbol]);
      }
    }
    literals.write(out, END_OF_BLOCK);
  }

  static int lengthSymbol(int length) {
    if (length == Matcher.MAX_LENGTH) {
      return LENGTH_SYMBOLS - 1;
    }
    int offset = length - 3;
    if (offset < 8) {
      return offset;
    }
    int extra = 29 - Integer.numberOfLeadingZeros(offset);
    return extra * 4 + (offset >> extra);
  }

  static int distanceSymbol(int distance) {
    int offset = distance - 1;
    if (offset < 4) {
      return offset;
    }
    int extra = 30 - Integer.numberOfLeadingZeros(offset);
    return extra * 2 + (offset >> extra);
  }
}
