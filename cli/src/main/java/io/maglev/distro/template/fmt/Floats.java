package io.maglev.distro.template.fmt;

/** Go's {@code strconv.FormatFloat} for float64. */
public final class Floats {
  /** No double has more digits, before or after the point; those asked for beyond are zeros. */
  private static final int EXACT_DIGITS = 1100;

  private static final int MANTISSA_BITS = 52;
  private static final int BIAS = 1023;

  /** From this exponent on, shortest digits are printed in the {@code %e} form: 1e+06. */
  private static final int SHORTEST_THRESHOLD = 6;

  private Floats() {}

  /** As {@code %v} prints it: the shortest digits that read back, e.g. 0.1, 999999, 1e+06. */
  public static String format(double value) {
    return format(value, 'g', -1);
  }

  /**
   * Formats with one of the verbs e, E, f, g, G, b, x, X.
   *
   * @param precision digits as the verb counts them; negative for as few as identify the value
   */
  public static String format(double value, char verb, int precision) {
    if (Double.isNaN(value)) {
      return "NaN";
    }
    boolean negative = Double.doubleToRawLongBits(value) < 0;
    if (Double.isInfinite(value)) {
      return negative ? "-Inf" : "+Inf";
    }
    StringBuilder out = new StringBuilder(24);
    if (negative) {
      out.append('-');
    }
    double positive = Math.abs(value);
    switch (verb) {
      case 'b' -> binary(out, positive);
      case 'x', 'X' -> hex(out, positive, verb, precision);
      default -> decimal(out, positive, verb, precision);
    }
    return out.toString();
  }

  private static void decimal(StringBuilder out, double value, char verb, int precision) {
    boolean shortest = precision < 0;
    int wanted = verb == 'g' || verb == 'G' ? Math.max(precision, 1) : precision;
    int computed = Math.min(wanted, EXACT_DIGITS);
    Decimal number =
        shortest
            ? Decimal.shortest(value)
            : verb == 'f'
                ? Decimal.fractional(value, computed)
                : Decimal.significant(value, verb == 'e' || verb == 'E' ? computed + 1 : computed);
    int count = number.digits().length();
    switch (verb) {
      case 'f' -> plain(out, number, shortest ? Math.max(count - number.point(), 0) : precision);
      case 'e', 'E' -> exponent(out, number, shortest ? Math.max(count - 1, 0) : precision, verb);
      default -> general(out, number, shortest ? -1 : wanted, verb);
    }
  }

  private static void general(StringBuilder out, Decimal number, int precision, char verb) {
    int count = number.digits().length();
    int wanted = precision < 0 ? count : precision;
    int threshold = wanted > count && count >= number.point() ? count : wanted;
    if (precision < 0) {
      threshold = SHORTEST_THRESHOLD;
    }
    int exponent = number.point() - 1;
    if (exponent < -4 || exponent >= threshold) {
      exponent(out, number, Math.min(wanted, count) - 1, verb == 'g' ? 'e' : 'E');
    } else {
      int digits = wanted > number.point() ? count : wanted;
      plain(out, number, Math.max(digits - number.point(), 0));
    }
  }

  private static void plain(StringBuilder out, Decimal number, int precision) {
    String digits = number.digits();
    int point = number.point();
    if (point > 0) {
      int whole = Math.min(digits.length(), point);
      out.append(digits, 0, whole).append("0".repeat(point - whole));
    } else {
      out.append('0');
    }
    if (precision > 0) {
      out.append('.');
      for (int i = point; i < point + precision; i++) {
        out.append(i >= 0 && i < digits.length() ? digits.charAt(i) : '0');
      }
    }
  }

  private static void exponent(StringBuilder out, Decimal number, int precision, char letter) {
    String digits = number.digits();
    out.append(digits.isEmpty() ? '0' : digits.charAt(0));
    if (precision > 0) {
      int known = Math.min(digits.length(), precision + 1);
      out.append('.').append(digits, Math.min(1, known), known);
      out.append("0".repeat(precision + 1 - Math.max(known, 1)));
    }
    int exponent = digits.isEmpty() ? 0 : number.point() - 1;
    appendExponent(out.append(letter), exponent);
  }

  private static void appendExponent(StringBuilder out, int exponent) {
    out.append(exponent < 0 ? '-' : '+');
    int size = Math.abs(exponent);
    if (size < 10) {
      out.append('0');
    }
    out.append(size);
  }

  private static void binary(StringBuilder out, double value) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> MANTISSA_BITS);
    long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << MANTISSA_BITS;
    }
    int power = exponent - BIAS - MANTISSA_BITS;
    out.append(mantissa).append('p').append(power >= 0 ? "+" : "").append(power);
  }

  private static void hex(StringBuilder out, double value, char verb, int precision) {
    long bits = Double.doubleToRawLongBits(value);
    int exponent = (int) (bits >>> MANTISSA_BITS);
    long mantissa = bits & ((1L << MANTISSA_BITS) - 1);
    if (exponent == 0) {
      exponent = 1;
    } else {
      mantissa |= 1L << MANTISSA_BITS;
    }
    int power = mantissa == 0 ? 0 : exponent - BIAS;
    mantissa <<= (60 - MANTISSA_BITS);
    while (mantissa != 0 && (mantissa & (1L << 60)) == 0) {
      mantissa <<= 1;
      power--;
    }
    if (precision >= 0 && precision < 15) {
      mantissa = roundHex(mantissa, precision);
      if ((mantissa & (1L << 61)) != 0) {
        mantissa >>>= 1;
        power++;
      }
    }
    out.append('0').append(verb).append((mantissa >>> 60) & 1);
    hexFraction(out, mantissa << 4, verb == 'x' ? Quote.LOWER_HEX : Quote.UPPER_HEX, precision);
    appendExponent(out.append(verb == 'x' ? 'p' : 'P'), power);
  }

  private static long roundHex(long mantissa, int precision) {
    int shift = precision * 4;
    long extra = (mantissa << shift) & ((1L << 60) - 1);
    long kept = mantissa >>> (60 - shift);
    if ((extra | (kept & 1)) > 1L << 59) {
      kept++;
    }
    return kept << (60 - shift);
  }

  private static void hexFraction(StringBuilder out, long fraction, String digits, int precision) {
    long rest = fraction;
    if (precision != 0 && (precision > 0 || rest != 0)) {
      out.append('.');
    }
    for (int i = 0; precision < 0 ? rest != 0 : i < precision; i++) {
      out.append(digits.charAt((int) ((rest >>> 60) & 15)));
      rest <<= 4;
    }
  }
}
