package io.maglev.distro.template.parse;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** Go's {@code strconv.ParseInt} and {@code ParseFloat} as source literals need them. */
final class GoNumbers {
  private GoNumbers() {}

  /** The integer a text spells in base 2, 8, 10 or 16 by its prefix, or null. */
  static @Nullable BigInteger parseInteger(String text) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    String body = signed ? text.substring(1) : text;
    int radix = radix(body);
    String digits = body.substring(prefixLength(body, radix));
    if (digits.isEmpty()) {
      return body.equals("0") ? BigInteger.ZERO : null;
    }
    if (digits.indexOf('_') >= 0 && !areUnderscoresGood(body)) {
      return null;
    }
    String plain = digits.replace("_", "");
    for (int i = 0; i < plain.length(); i++) {
      if (plain.charAt(i) >= 0x80 || Character.digit(plain.charAt(i), radix) < 0) {
        return null;
      }
    }
    BigInteger size = new BigInteger(plain, radix);
    return text.startsWith("-") ? size.negate() : size;
  }

  private static int radix(String body) {
    if (body.isEmpty() || body.charAt(0) != '0') {
      return 10;
    }
    if (body.length() < 3) {
      return 8;
    }
    return switch (body.charAt(1)) {
      case 'b', 'B' -> 2;
      case 'x', 'X' -> 16;
      default -> 8;
    };
  }

  /** Octal may be written with a letter or with the zero alone. */
  private static int prefixLength(String body, int radix) {
    if (radix == 10) {
      return 0;
    }
    boolean isPlainOctal = radix == 8 && (body.length() < 3 || "oO".indexOf(body.charAt(1)) < 0);
    return isPlainOctal ? 1 : 2;
  }

  /** The float a decimal or hexadecimal text spells, or null; also null beyond the range. */
  static @Nullable Double parseFloat(String text) {
    boolean signed = text.startsWith("+") || text.startsWith("-");
    String body = signed ? text.substring(1) : text;
    if (body.indexOf('_') >= 0 && !areUnderscoresGood(body)) {
      return null;
    }
    boolean isHex = body.startsWith("0x") || body.startsWith("0X");
    boolean hasExponent = body.indexOf('p') >= 0 || body.indexOf('P') >= 0;
    // Unlike Java, Go knows no hexadecimal float without exponent; neither needs one for decimals.
    if (isHex && !hasExponent) {
      return null;
    }
    return parse(text.replace("_", ""));
  }

  private static @Nullable Double parse(String text) {
    // Java also takes a type suffix, spaces and names.
    char last = text.isEmpty() ? 'x' : text.charAt(text.length() - 1);
    if (last != '.' && (last < '0' || last > '9')) {
      return null;
    }
    try {
      double value = Double.parseDouble(text);
      return Double.isInfinite(value) ? null : (Double) value;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Underscores may only stand between digits, or between a base prefix and a digit. */
  private static boolean areUnderscoresGood(String body) {
    boolean prefixed = body.length() >= 2 && "bBoOxX".indexOf(body.charAt(1)) >= 0;
    boolean isHex = prefixed && (body.charAt(1) == 'x' || body.charAt(1) == 'X');
    char saw = prefixed && body.charAt(0) == '0' ? '0' : '^';
    for (int i = saw == '0' ? 2 : 0; i < body.length(); i++) {
      char c = body.charAt(i);
      if (c < 0x80 && Character.digit(c, isHex ? 16 : 10) >= 0) {
        saw = '0';
      } else if (c == '_') {
        if (saw != '0') {
          return false;
        }
        saw = '_';
      } else if (saw == '_') {
        return false;
      } else {
        saw = '!';
      }
    }
    return saw != '_';
  }
}
