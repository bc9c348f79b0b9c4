package io.maglev.distro.archive.deflate;

import java.util.Arrays;

/**
 * Finds earlier occurrences of the bytes at a position by chains of positions with the same
 * three-byte hash. Positions must be entered in order, each once. Not thread-safe.
 */
final class Matcher {
  static final int MIN_LENGTH = 3;
  static final int MAX_LENGTH = 258;
  static final int WINDOW = 1 << 15;

  private static final int HASH_BITS = 15;

  /** Candidates tried before the best so far is taken; bounds the time on repetitive input. */
  private static final int CHAIN_LIMIT = 256;

  /** A match of three bytes from further back takes more bits than three literals. */
  private static final int TOO_FAR = 1 << 12;

  private final byte[] data;
  private final int[] head = new int[1 << HASH_BITS];
  private final int[] previous = new int[WINDOW];
  private int distance;

  Matcher(byte[] data) {
    this.data = data;
    Arrays.fill(head, -1);
  }

  /**
   * The length of the longest match at {@code position} that is longer than {@code atLeast}, 0 if
   * there is none; of equally long ones the nearest. Enters the position.
   */
  int find(int position, int atLeast) {
    int candidate = enter(position);
    int limit = Math.min(MAX_LENGTH, data.length - position);
    int best = Math.max(atLeast, MIN_LENGTH - 1);
    int found = 0;
    for (int tries = CHAIN_LIMIT; tries > 0 && best < limit; tries--) {
      if (candidate < 0 || position - candidate > WINDOW) {
        break;
      }
      if (data[candidate + best] == data[position + best]) {
        int length = commonLength(candidate, position, limit);
        if (length > best) {
          best = length;
          found = length;
          distance = position - candidate;
        }
      }
      int next = previous[candidate & (WINDOW - 1)];
      // A slot that a newer position has taken over ends the chain.
      candidate = next < candidate ? next : -1;
    }
    return found == MIN_LENGTH && distance > TOO_FAR ? 0 : found;
  }

  /** How far back the match lies that {@link #find} returned last. */
  int distance() {
    return distance;
  }

  /**
   * Notes the position for later searches.
   *
   * @return the position before it with the same hash, -1 if there is none
   */
  int enter(int position) {
    if (position + MIN_LENGTH > data.length) {
      return -1;
    }
    int hash = hash(position);
    int before = head[hash];
    head[hash] = position;
    previous[position & (WINDOW - 1)] = before;
    return before;
  }

  private int commonLength(int left, int right, int limit) {
    int mismatch = Arrays.mismatch(data, left, left + limit, data, right, right + limit);
    return mismatch < 0 ? limit : mismatch;
  }

  private int hash(int position) {
    int three =
        ((data[position] & 0xff) << 16)
            | ((data[position + 1] & 0xff) << 8)
            | (data[position + 2] & 0xff);
    return (three * 0x9E3779B1) >>> (32 - HASH_BITS);
  }
}
