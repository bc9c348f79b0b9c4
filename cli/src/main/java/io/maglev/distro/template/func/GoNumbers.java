package io.maglev.distro.template.func;

import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The number syntax of Go's {@code strconv}. */
final class GoNumbers {
  private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
  private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

  /** No number that fits is longer, leading zeros aside; keeps hostile texts cheap. */
  private static final int MAX_LENGTH = 10_000;

  private GoNumbers() {}

  /**
   * {@code strconv.ParseInt} for 64 bits; empty if the text is no number or out of range.
   *
   * @param base 0 takes it from a prefix, allows underscores, and reads a leading 0 as octal
   */
  static Optional<BigInteger> parseInteger(String text, int base) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (digits.isEmpty() || digits.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    int radix = base == 0 ? radix(digits) : base;
    if (base == 0) {
      if (digits.indexOf('_') >= 0 && !underscoresOk(digits)) {
        return Optional.empty();
      }
      digits = withoutPrefix(digits).replace("_", "");
    }
    if (!isNumber(digits, radix)) {
      return Optional.empty();
    }
    BigInteger number = new BigInteger(digits, radix);
    return Optional.of(negative ? number.negate() : number)
        .filter(value -> value.compareTo(MIN) >= 0 && value.compareTo(MAX) <= 0);
  }

  /** {@code strconv.ParseInt} in base 10, its error ignored: out of range gives the limit. */
  static long parseClamped(String text) {
    boolean negative = text.startsWith("-");
    String digits = negative || text.startsWith("+") ? text.substring(1) : text;
    if (!isNumber(digits, 10)) {
      return 0;
    }
    return parseInteger(text, 10)
        .map(BigInteger::longValue)
        .orElse(negative ? Long.MIN_VALUE : Long.MAX_VALUE);
  }

  private static boolean isNumber(String digits, int radix) {
    return !digits.isEmpty()
        && digits.chars().allMatch(c -> c < 0x80 && Character.digit(c, radix) >= 0);
  }

  private static int radix(String digits) {
    if (digits.length() < 2 || digits.charAt(0) != '0') {
      return 10;
    }
    if (digits.length() == 2) {
      return 8;
    }
    return switch (digits.charAt(1)) {
      case 'b', 'B' -> 2;
      case 'x', 'X' -> 16;
      default -> 8;
    };
  }

  private static String withoutPrefix(String digits) {
    if (digits.length() >= 3 && digits.charAt(0) == '0' && isPrefix(digits.charAt(1))) {
      return digits.substring(2);
    }
    return digits.length() >= 2 && digits.charAt(0) == '0' ? digits.substring(1) : digits;
  }

  private static boolean isPrefix(char c) {
    return "bBoOxX".indexOf(c) >= 0;
  }

  /** Underscores may stand between digits only, or between the prefix and a digit. */
  static boolean underscoresOk(String unsigned) {
    char last = '^';
    int start = 0;
    boolean hex = false;
    if (unsigned.length() >= 2 && unsigned.charAt(0) == '0' && isPrefix(unsigned.charAt(1))) {
      start = 2;
      last = '0';
      hex = (unsigned.charAt(1) | 0x20) == 'x';
    }
    for (int i = start; i < unsigned.length(); i++) {
      char c = unsigned.charAt(i);
      if (Character.digit(c, hex ? 16 : 10) >= 0 && c < 0x80) {
        last = '0';
      } else if (c == '_') {
        if (last != '0') {
          return false;
        }
        last = '_';
      } else {
        if (last == '_') {
          return false;
        }
        last = '!';
      }
    }
    return last != '_';
  }

  /** {@code strconv.ParseFloat}, 0 if the text is no number or beyond the range. */
  static double parseFloat(String text) {
    String unsigned = text.startsWith("-") || text.startsWith("+") ? text.substring(1) : text;
    switch (unsigned.toLowerCase(Locale.ROOT)) {
      case "inf", "infinity" -> {
        return text.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY;
      }
      case "nan" -> {
        return text.equals(unsigned) ? Double.NaN : 0;
      }
      default -> {}
    }
    boolean underscores = unsigned.indexOf('_') >= 0;
    if (text.length() > MAX_LENGTH || (underscores && !underscoresOk(unsigned))) {
      return 0;
    }
    String plain = text.replace("_", "");
    if (!FloatSyntax.PATTERN.matcher(plain).matches()) {
      return 0;
    }
    double number = Double.parseDouble(plain);
    return Double.isInfinite(number) ? 0 : number;
  }

  /** Compiled at the first float that is a text. */
  private static final class FloatSyntax {
    static final Pattern PATTERN =
        Pattern.compile(
            "[+-]?(?:(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"
                + "|0[xX](?:[0-9a-fA-F]+\\.?[0-9a-fA-F]*|\\.[0-9a-fA-F]+)[pP][+-]?[0-9]+)");
  }
}
