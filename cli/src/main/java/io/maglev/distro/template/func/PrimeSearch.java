package io.maglev.distro.template.func;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * The search for one prime of an RSA key from a random place on. All randomness is drawn at once,
 * so that searches may run at the same time and still find the same. Not thread-safe.
 */
final class PrimeSearch {
  static final BigInteger EXPONENT = BigInteger.valueOf(65537);

  /** Odd numbers looked at: the next prime is further away once in millions of searches. */
  private static final int WINDOW = 1 << 13;

  private static final int[] SMALL_PRIMES = smallPrimes(1 << 15);

  private final int bits;
  private final BigInteger start;
  private final BigInteger[] bases;

  /**
   * Draws a place to start at; the two highest bits are set, so that the product of two such primes
   * is never a bit short.
   */
  PrimeSearch(int bits, Random random) {
    this.bits = bits;
    this.start = drawn(bits, random).setBit(bits - 1).setBit(bits - 2).setBit(0);
    this.bases = new BigInteger[rounds(bits)];
    for (int i = 0; i < bases.length; i++) {
      bases[i] = drawn(bits - 2, random).add(BigInteger.TWO);
    }
  }

  BigInteger start() {
    return start;
  }

  /** The first prime of this length from the start on that is fit for {@link #EXPONENT}. */
  Optional<BigInteger> find() {
    boolean[] composite = sieve();
    for (int i = 0; i < WINDOW; i++) {
      if (!composite[i]) {
        BigInteger candidate = start.add(BigInteger.valueOf(2L * i));
        if (candidate.bitLength() == bits && isFit(candidate) && isPrime(candidate)) {
          return Optional.of(candidate);
        }
      }
    }
    return Optional.empty();
  }

  private boolean[] sieve() {
    boolean[] composite = new boolean[WINDOW];
    long[] words = words(start);
    for (int prime : SMALL_PRIMES) {
      long rest = 0;
      for (long word : words) {
        rest = ((rest << 32) | word) % prime;
      }
      long first = (prime - rest) % prime;
      // start + 2i = 0 modulo the prime
      int index = (int) (first % 2 == 0 ? first / 2 : (first + prime) / 2);
      for (int i = index; i < WINDOW; i += prime) {
        composite[i] = true;
      }
    }
    return composite;
  }

  /** Thirty-two bits each, the highest first. */
  private static long[] words(BigInteger number) {
    long[] words = new long[(number.bitLength() + 31) / 32];
    for (int i = 0; i < words.length; i++) {
      words[i] = number.shiftRight(32 * (words.length - 1 - i)).intValue() & 0xFFFF_FFFFL;
    }
    return words;
  }

  private static boolean isFit(BigInteger prime) {
    return !prime.mod(EXPONENT).equals(BigInteger.ONE);
  }

  /** Fermat's test to base two, which all but a few composites fail, then Miller's and Rabin's. */
  boolean isPrime(BigInteger candidate) {
    Montgomery modulo = new Montgomery(candidate);
    BigInteger less = candidate.subtract(BigInteger.ONE);
    if (!modulo.powerOfTwo(less).equals(BigInteger.ONE)) {
      return false;
    }
    int twos = less.getLowestSetBit();
    BigInteger odd = less.shiftRight(twos);
    for (BigInteger base : bases) {
      if (isWitness(modulo.power(base, odd), candidate, less, twos)) {
        return false;
      }
    }
    return true;
  }

  /** Whether no square on the way to the full power is what primes lead to. */
  private static boolean isWitness(
      BigInteger power, BigInteger candidate, BigInteger less, int twos) {
    BigInteger square = power;
    boolean witness = !square.equals(BigInteger.ONE) && !square.equals(less);
    for (int i = 1; i < twos && witness; i++) {
      square = square.multiply(square).mod(candidate);
      witness = !square.equals(less);
    }
    return witness;
  }

  private static BigInteger drawn(int bits, Random random) {
    byte[] bytes = new byte[(bits + 7) / 8];
    random.nextBytes(bytes);
    BigInteger number = new BigInteger(1, bytes);
    return number.shiftRight(bytes.length * 8 - bits);
  }

  /** FIPS 186-5 table B.1, as Go's {@code crypto/rsa} reads it. */
  private static int rounds(int bits) {
    if (bits >= 1345) {
      return bits >= 3747 ? 3 : 4;
    }
    return bits >= 476 ? 5 : 34;
  }

  /** The odd ones below a bound. */
  private static int[] smallPrimes(int bound) {
    boolean[] composite = new boolean[bound];
    int[] primes = new int[bound];
    int count = 0;
    for (int i = 3; i < bound; i += 2) {
      if (!composite[i]) {
        primes[count++] = i;
        for (long multiple = (long) i * i; multiple < bound; multiple += 2L * i) {
          composite[(int) multiple] = true;
        }
      }
    }
    return Arrays.copyOf(primes, count);
  }
}
