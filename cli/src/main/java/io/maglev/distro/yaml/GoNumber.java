package io.maglev.distro.yaml;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as Go prints them: the shortest digits that read back as the same value. */
public final class GoNumber {
  /** Decimals of so few digits are the shortest form of the double they read as. */
  private static final int EXACT_DIGITS = 15;

  /** Go's 'g' format turns to an exponent from 1e6 on when it prints the shortest digits. */
  private static final int PLAIN_EXPONENTS = 6;

  private GoNumber() {}

  /**
   * {@code strconv.FormatFloat(value, 'g', -1, 64)}, which is also {@code %v}: {@code 1000000} is
   * {@code 1e+06}.
   */
  public static String general(double value) {
    return Double.isFinite(value) ? general(digits(value)) : special(value);
  }

  /**
   * {@code strconv.FormatFloat(value, 'g', -1, 32)}: how {@code sigs.k8s.io/yaml} turns a float
   * into a string where a map key or a string field (such as {@code appVersion: 1.10}) asks for
   * one.
   */
  public static String general32(double value) {
    float narrow = (float) value;
    return Float.isFinite(narrow) ? general(digits(narrow)) : special(narrow);
  }

  /** How {@code encoding/json} prints a finite float64: plain from 1e-6 up to 1e21. */
  public static String json(double value) {
    long whole = (long) value;
    if (whole == value && Math.abs(value) < 1e15 && !isNegativeZero(value)) {
      return Long.toString(whole);
    }
    Decimal digits = digits(value);
    double size = Math.abs(value);
    if (size != 0 && (size < 1e-6 || size >= 1e21)) {
      String text = scientific(digits);
      int last = text.length() - 1;
      // encoding/json drops the padding zero of negative exponents: 1e-09 becomes 1e-9.
      return text.charAt(last - 1) == '0' && text.charAt(last - 2) == '-'
          ? text.substring(0, last - 1) + text.charAt(last)
          : text;
    }
    return plain(digits);
  }

  /**
   * A float64 after a trip through JSON into Kubernetes' untyped form: a Long if its JSON text is a
   * whole number that fits.
   */
  static Number narrow(double value) {
    boolean whole = Math.rint(value) == value && Math.abs(value) < 0x1p63;
    return whole ? (Number) (long) value : (Number) value;
  }

  private static String special(double value) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    return value > 0 ? "+Inf" : "-Inf";
  }

  private static boolean isNegativeZero(double value) {
    return value == 0 && 1 / value < 0;
  }

  private static String general(Decimal number) {
    int exponent = number.point - 1;
    return exponent < -4 || exponent >= PLAIN_EXPONENTS ? scientific(number) : plain(number);
  }

  private static String scientific(Decimal number) {
    StringBuilder text = new StringBuilder(number.negative ? "-" : "");
    text.append(number.digits.charAt(0));
    if (number.digits.length() > 1) {
      text.append('.').append(number.digits, 1, number.digits.length());
    }
    int exponent = number.isZero() ? 0 : number.point - 1;
    text.append('e').append(exponent < 0 ? '-' : '+');
    exponent = Math.abs(exponent);
    return text.append(exponent < 10 ? "0" : "").append(exponent).toString();
  }

  private static String plain(Decimal number) {
    StringBuilder text = new StringBuilder(number.negative ? "-" : "");
    String digits = number.digits;
    if (number.isZero()) {
      return text.append('0').toString();
    }
    if (number.point <= 0) {
      return text.append("0.").append("0".repeat(-number.point)).append(digits).toString();
    }
    if (number.point >= digits.length()) {
      return text.append(digits).append("0".repeat(number.point - digits.length())).toString();
    }
    return text.append(digits, 0, number.point)
        .append('.')
        .append(digits, number.point, digits.length())
        .toString();
  }

  private static Decimal digits(double value) {
    BigDecimal shortest = new BigDecimal(Double.toString(value));
    if (needsShortening(shortest, Math.abs(value) < Double.MIN_NORMAL)) {
      BigDecimal exact = new BigDecimal(value);
      for (int precision = shortest.precision(); precision > 0; precision--) {
        BigDecimal shorter = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
        if (shorter.doubleValue() != value) {
          break;
        }
        shortest = shorter;
      }
    }
    return Decimal.of(shortest, value < 0 || isNegativeZero(value));
  }

  private static Decimal digits(float value) {
    BigDecimal shortest = new BigDecimal(Float.toString(value));
    BigDecimal exact = new BigDecimal(value);
    for (int precision = shortest.precision(); precision > 0; precision--) {
      BigDecimal shorter = exact.round(new MathContext(precision, RoundingMode.HALF_EVEN));
      if (shorter.floatValue() != value) {
        break;
      }
      shortest = shorter;
    }
    return Decimal.of(shortest, value < 0 || isNegativeZero(value));
  }

  /** {@code Double.toString} before JDK 19 prints a digit too many for some values. */
  private static boolean needsShortening(BigDecimal printed, boolean subnormal) {
    return subnormal || printed.precision() > EXACT_DIGITS;
  }

  /** The value 0.{@code digits} times ten to the {@code point}. */
  private record Decimal(boolean negative, String digits, int point) {
    static Decimal of(BigDecimal value, boolean negative) {
      if (value.signum() == 0) {
        return new Decimal(negative, "0", 1);
      }
      BigDecimal stripped = value.stripTrailingZeros();
      String digits = stripped.unscaledValue().abs().toString();
      return new Decimal(negative, digits, digits.length() - stripped.scale());
    }

    boolean isZero() {
      return digits.equals("0");
    }
  }
}
