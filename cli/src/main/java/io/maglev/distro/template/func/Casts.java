package io.maglev.distro.template.func;

import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoUint8;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The conversions of spf13/cast 1.7: what does not convert is 0. */
final class Casts {
  private static final double TWO_TO_63 = 0x1p63;

  private Casts() {}

  /** {@code cast.ToInt64}; {@code cast.ToInt} as well, since a Go int has 64 bits here. */
  static long toInt64(@Nullable Object value) {
    if (value instanceof GoInt number) {
      return number.value();
    }
    if (value instanceof Long number) {
      return number;
    }
    if (value instanceof Double number) {
      return truncate(number);
    }
    if (value instanceof String text) {
      return parseInteger(trimZeroDecimal(text), 0);
    }
    if (value instanceof Boolean bool) {
      return bool ? 1 : 0;
    }
    if (value instanceof GoTime.NamedNumber number) {
      return number.value();
    }
    return value instanceof GoUint8 number ? number.value() : 0;
  }

  /** {@code cast.ToFloat64}. */
  static double toFloat64(@Nullable Object value) {
    if (value instanceof Double number) {
      return number;
    }
    return value instanceof String text ? GoNumbers.parseFloat(text) : (double) toInt64(value);
  }

  /** As the conversion does on amd64: whatever does not fit is the least integer. */
  static long truncate(double number) {
    return number >= -TWO_TO_63 && number < TWO_TO_63 ? (long) number : Long.MIN_VALUE;
  }

  /** "1.00" is "1", but "1." and "1.50" stay and will not parse. */
  private static String trimZeroDecimal(String text) {
    boolean zero = false;
    for (int i = text.length() - 1; i >= 0; i--) {
      char c = text.charAt(i);
      if (c == '.' && zero) {
        return text.substring(0, i);
      }
      if (c == '0') {
        zero = true;
      } else if (c != '.') {
        return text;
      }
    }
    return text;
  }

  /** {@code strconv.ParseInt}, 0 if it fails; base 0 follows the prefix, so "010" is 8. */
  static long parseInteger(String text, int base) {
    return GoNumbers.parseInteger(text, base).map(BigInteger::longValue).orElse(0L);
  }
}
