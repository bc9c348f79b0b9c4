package io.maglev.distro.template.func;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * Powers modulo an odd number, by Montgomery's multiplication of 27-bit limbs in plain long
 * arithmetic. {@link BigInteger#modPow} is fast only in code of the JVM's second compiler; in that
 * of the first, which the launcher keeps to, this takes a third of its time. Not thread-safe.
 */
final class Montgomery {
  private static final int LIMB_BITS = 27;
  private static final long MASK = (1L << LIMB_BITS) - 1;

  /** Operands may exceed the modulus so many times (in bits) before they are reduced. */
  private static final int SLACK_BITS = 4;

  /** Rows are taken by four, which spares three of four stores. */
  private static final int ROWS = 4;

  private final BigInteger modulus;
  private final long[] limbs;
  private final int size;
  private final long inverse;
  private final long[] sums;

  /**
   * Prepares powers modulo this number.
   *
   * @param modulus odd, at most 4096 bits long, so that no sum of products overflows
   */
  Montgomery(BigInteger modulus) {
    if (!modulus.testBit(0) || modulus.signum() < 0 || modulus.bitLength() > 4096) {
      throw new IllegalArgumentException("not an odd modulus of up to 4096 bits");
    }
    int needed = (modulus.bitLength() + SLACK_BITS + LIMB_BITS - 1) / LIMB_BITS;
    this.modulus = modulus;
    this.size = (needed + ROWS - 1) / ROWS * ROWS;
    this.limbs = limbs(modulus);
    this.sums = new long[size];
    long found = 1;
    for (int correctBits = 1; correctBits < LIMB_BITS; correctBits *= 2) {
      found *= 2 - limbs[0] * found;
    }
    this.inverse = -found & MASK;
  }

  /** Two to that power; the doublings that come with its bits are all but free. */
  BigInteger powerOfTwo(BigInteger exponent) {
    long[] result = represented(BigInteger.ONE);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      multiply(result, result, result);
      if (exponent.testBit(bit)) {
        twice(result);
      }
    }
    return value(result);
  }

  /** A number from zero to below the modulus, to that power. */
  BigInteger power(BigInteger base, BigInteger exponent) {
    long[] result = represented(BigInteger.ONE);
    long[] factor = represented(base);
    for (int bit = exponent.bitLength() - 1; bit >= 0; bit--) {
      multiply(result, result, result);
      if (exponent.testBit(bit)) {
        multiply(result, factor, result);
      }
    }
    return value(result);
  }

  private long[] represented(BigInteger number) {
    return limbs(number.shiftLeft(LIMB_BITS * size).mod(modulus));
  }

  private BigInteger value(long[] represented) {
    long[] one = new long[size];
    one[0] = 1;
    multiply(represented, one, one);
    byte[] bytes = new byte[size * LIMB_BITS / 8 + 2];
    for (int bit = 0; bit < size * LIMB_BITS; bit++) {
      long set = (one[bit / LIMB_BITS] >>> (bit % LIMB_BITS)) & 1;
      bytes[bytes.length - 1 - bit / 8] |= (byte) (set << (bit % 8));
    }
    return new BigInteger(bytes).mod(modulus);
  }

  private long[] limbs(BigInteger number) {
    long[] result = new long[size];
    for (int bit = 0; bit < number.bitLength(); bit++) {
      if (number.testBit(bit)) {
        result[bit / LIMB_BITS] |= 1L << (bit % LIMB_BITS);
      }
    }
    return result;
  }

  private static void twice(long[] number) {
    long carry = 0;
    for (int i = 0; i < number.length; i++) {
      long doubled = 2 * number[i] + carry;
      number[i] = doubled & MASK;
      carry = doubled >>> LIMB_BITS;
    }
  }

  /**
   * The product, divided by the representation's factor. Each pass adds four rows of the product
   * and four multiples of the modulus that clear the four lowest limbs; carries wait in the upper
   * bits of the sums until the end.
   */
  private void multiply(long[] left, long[] right, long[] result) {
    Arrays.fill(sums, 0);
    for (int row = 0; row < size; row += ROWS) {
      addRows(left[row], left[row + 1], left[row + 2], left[row + 3], right);
    }
    long carry = 0;
    for (int i = 0; i < size; i++) {
      long sum = sums[i] + carry;
      result[i] = sum & MASK;
      carry = sum >>> LIMB_BITS;
    }
  }

  private void addRows(long a, long b, long c, long d, long[] right) {
    long[] n = limbs;
    long[] t = sums;
    long low = t[0] + a * right[0];
    long p = (low * inverse) & MASK;
    low = ((low + p * n[0]) >>> LIMB_BITS) + t[1] + a * right[1] + b * right[0] + p * n[1];
    long q = (low * inverse) & MASK;
    low = ((low + q * n[0]) >>> LIMB_BITS) + t[2] + a * right[2] + b * right[1] + c * right[0];
    low += p * n[2] + q * n[1];
    long r = (low * inverse) & MASK;
    low = ((low + r * n[0]) >>> LIMB_BITS) + t[3] + a * right[3] + b * right[2] + c * right[1];
    low += d * right[0] + p * n[3] + q * n[2] + r * n[1];
    long s = (low * inverse) & MASK;
    long carry = (low + s * n[0]) >>> LIMB_BITS;
    long x1 = right[3];
    long x2 = right[2];
    long x3 = right[1];
    long y1 = n[3];
    long y2 = n[2];
    long y3 = n[1];
    for (int i = ROWS; i < t.length; i++) {
      long x = right[i];
      long y = n[i];
      t[i - ROWS] = t[i] + a * x + b * x1 + c * x2 + d * x3 + p * y + q * y1 + r * y2 + s * y3;
      x3 = x2;
      x2 = x1;
      x1 = x;
      y3 = y2;
      y2 = y1;
      y1 = y;
    }
    int end = t.length;
    t[end - 4] = b * x1 + c * x2 + d * x3 + q * y1 + r * y2 + s * y3;
    t[end - 3] = c * x1 + d * x2 + r * y1 + s * y2;
    t[end - 2] = d * x1 + s * y1;
    t[end - 1] = 0;
    t[0] += carry;
  }
}
