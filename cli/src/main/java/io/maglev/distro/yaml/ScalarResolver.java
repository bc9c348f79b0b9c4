package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which value an unquoted scalar stands for: go-yaml v2's {@code resolve}, a mix of YAML 1.1
 * (yes/no/on/off, 0b, leading-zero octal) and YAML 1.2 (no base 60, 0o).
 */
final class ScalarResolver {
  /** What a scalar was found to be; timestamps keep their text, as in Go's untyped decoding. */
  enum Kind {
    STRING("str"),
    BOOLEAN("bool"),
    INTEGER("int"),
    FLOAT("float"),
    NULL("null"),
    TIMESTAMP("timestamp");

    private final String tag;

    Kind(String tag) {
      this.tag = tag;
    }

    /** The name after {@code !!}. */
    String tag() {
      return tag;
    }
  }

  /**
   * @param value String, Boolean, Long, BigInteger (only 2^63 up to 2^64-1), Double or null
   */
  record Resolved(Kind kind, @Nullable Object value) {}

  private static final Map<String, Resolved> WORDS = new HashMap<>();
  private static final Pattern FLOAT =
      Pattern.compile("[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?");
  private static final Pattern DOTTED =
      Pattern.compile("\\.[0-9](_?[0-9])*([eE][-+]?[0-9](_?[0-9])*)?");
  private static final BigInteger UNSIGNED_LIMIT = BigInteger.ONE.shiftLeft(64);

  static {
    words(Kind.BOOLEAN, true, "y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE");
    words(Kind.BOOLEAN, true, "on", "On", "ON");
    words(Kind.BOOLEAN, false, "n", "N", "no", "No", "NO", "false", "False", "FALSE");
    words(Kind.BOOLEAN, false, "off", "Off", "OFF");
    words(Kind.NULL, null, "", "~", "null", "Null", "NULL");
    words(Kind.FLOAT, Double.NaN, ".nan", ".NaN", ".NAN");
    words(Kind.FLOAT, Double.POSITIVE_INFINITY, ".inf", ".Inf", ".INF");
    words(Kind.FLOAT, Double.POSITIVE_INFINITY, "+.inf", "+.Inf", "+.INF");
    words(Kind.FLOAT, Double.NEGATIVE_INFINITY, "-.inf", "-.Inf", "-.INF");
  }

  private ScalarResolver() {}

  /** The value of an untagged plain scalar. */
  static Resolved resolve(String text) {
    return resolve(text, true);
  }

  /**
   * @param dates false where an explicit tag other than timestamp forbids to read a date
   */
  static Resolved resolve(String text, boolean dates) {
    char first = text.isEmpty() ? '~' : text.charAt(0);
    if ((first >= '0' && first <= '9') || first == '+' || first == '-') {
      Resolved word = WORDS.get(text);
      return word != null ? word : numberOrDate(text, dates);
    }
    if (first == '.') {
      Resolved word = WORDS.get(text);
      return word != null ? word : dotted(text);
    }
    if (text.length() <= 5 && "yYnNtTfFoO~".indexOf(first) >= 0) {
      Resolved word = WORDS.get(text);
      if (word != null) {
        return word;
      }
    }
    return string(text);
  }

  private static Resolved dotted(String text) {
    // Only here go-yaml leaves the underscores to ParseFloat, which wants digits on both sides.
    return DOTTED.matcher(text).matches() ? floating(text.replace("_", ""), text) : string(text);
  }

  private static Resolved numberOrDate(String text, boolean dates) {
    if (dates && GoTimestamp.matches(text)) {
      return new Resolved(Kind.TIMESTAMP, text);
    }
    String plain = text.indexOf('_') < 0 ? text : text.replace("_", "");
    Object integer = GoInteger.parse(plain);
    if (integer != null) {
      return new Resolved(Kind.INTEGER, integer);
    }
    return FLOAT.matcher(plain).matches() ? floating(plain, text) : string(text);
  }

  /** Go's ParseFloat reports an overflow as an error, so 1e999 stays a string. */
  private static Resolved floating(String number, String text) {
    double value = Double.parseDouble(number);
    return Double.isInfinite(value) ? string(text) : new Resolved(Kind.FLOAT, value);
  }

  private static Resolved string(String text) {
    return new Resolved(Kind.STRING, text);
  }

  private static void words(Kind kind, @Nullable Object value, String... spellings) {
    for (String spelling : spellings) {
      WORDS.put(spelling, new Resolved(kind, value));
    }
  }

  /** Go's {@code strconv.ParseInt(s, 0, 64)}, then ParseUint. */
  private static final class GoInteger {
    private GoInteger() {}

    static @Nullable Object parse(String text) {
      if (text.startsWith("0b+") || text.startsWith("0b-")) {
        // go-yaml tries again with what follows 0b, which may then carry a sign of its own.
        return number(text.substring(3), 2, text.charAt(2) == '-', true);
      }
      int start = text.startsWith("-") || text.startsWith("+") ? 1 : 0;
      boolean negative = text.startsWith("-");
      int base = 10;
      if (text.length() > start + 1 && text.charAt(start) == '0') {
        base =
            switch (Character.toLowerCase(text.charAt(start + 1))) {
              case 'x' -> 16;
              case 'o', 'b' -> Character.toLowerCase(text.charAt(start + 1)) == 'o' ? 8 : 2;
              default -> 0;
            };
        start += base == 0 ? 1 : 2;
        base = base == 0 ? 8 : base;
      }
      return number(text.substring(start), base, negative, start > 0 && text.charAt(0) == '+');
    }

    private static @Nullable Object number(
        String digits, int base, boolean negative, boolean plus) {
      if (digits.isEmpty() || !allDigits(digits, base)) {
        return null;
      }
      if (digits.length() <= (base == 10 ? 18 : base == 16 ? 15 : base == 8 ? 20 : 62)) {
        long value = Long.parseLong(digits, base);
        return negative ? -value : value;
      }
      BigInteger value = new BigInteger(negative ? "-" + digits : digits, base);
      if (value.bitLength() <= 63) {
        return value.longValue();
      }
      boolean unsigned = !negative && !plus && value.compareTo(UNSIGNED_LIMIT) < 0;
      return unsigned ? value : null;
    }

    private static boolean allDigits(String text, int base) {
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c > 'f' || Character.digit(c, base) < 0) {
          return false;
        }
      }
      return true;
    }
  }
}
