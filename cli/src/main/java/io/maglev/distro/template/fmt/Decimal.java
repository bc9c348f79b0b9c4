package io.maglev.distro.template.fmt;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * A positive number as {@code 0.DIGITS * 10^point}; the digits have no trailing zeros and are empty
 * for zero. Immutable.
 */
record Decimal(String digits, int point) {
  private static final Decimal ZERO = new Decimal("", 0);
  private static final long EXACT_INTEGERS = 1L << 53;

  /** The shortest digits that read back as the same double. */
  static Decimal shortest(double value) {
    if (value == 0) {
      return ZERO;
    }
    if (value < EXACT_INTEGERS && value == (long) value) {
      String digits = Long.toString((long) value);
      return trimmed(digits, digits.length());
    }
    Decimal guess = of(new BigDecimal(Double.toString(value)));
    // Up to 15 digits no two decimals read as the same double, so there is no shorter one. Beyond,
    // and for subnormals, Double.toString of JDK 17 may give more digits than needed.
    if (guess.digits.length() <= 15 && value >= Double.MIN_NORMAL) {
      return guess;
    }
    return search(value, value < Double.MIN_NORMAL ? 1 : 15);
  }

  private static Decimal search(double value, int fewest) {
    BigDecimal exact = new BigDecimal(value);
    for (int digits = fewest; digits < 17; digits++) {
      for (RoundingMode mode : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP}) {
        BigDecimal rounded = exact.round(new MathContext(digits, mode));
        if (rounded.doubleValue() == value) {
          return of(rounded);
        }
      }
    }
    return of(exact.round(new MathContext(17, RoundingMode.HALF_EVEN)));
  }

  /** Rounded to so many significant digits, halves to even, as Go does. */
  static Decimal significant(double value, int digits) {
    return value == 0
        ? ZERO
        : of(new BigDecimal(value).round(new MathContext(digits, RoundingMode.HALF_EVEN)));
  }

  /** Rounded to so many digits after the decimal point. */
  static Decimal fractional(double value, int digits) {
    return of(new BigDecimal(value).setScale(digits, RoundingMode.HALF_EVEN));
  }

  private static Decimal of(BigDecimal value) {
    BigInteger unscaled = value.unscaledValue();
    if (unscaled.signum() == 0) {
      return ZERO;
    }
    String digits = unscaled.toString();
    return trimmed(digits, digits.length() - value.scale());
  }

  private static Decimal trimmed(String digits, int point) {
    int end = digits.length();
    while (end > 0 && digits.charAt(end - 1) == '0') {
      end--;
    }
    return new Decimal(digits.substring(0, end), point);
  }
}
