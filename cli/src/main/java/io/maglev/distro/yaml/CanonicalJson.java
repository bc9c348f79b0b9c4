package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * JSON in the canonical form of RFC 8785: keys by their UTF-16 units, numbers as ECMAScript prints
 * them, no white space. The same value has one form, so digests can be taken of it.
 */
public final class CanonicalJson {
  private static final long EXACT = 1L << 53;

  private CanonicalJson() {}

  /**
   * The canonical form as UTF-8.
   *
   * @throws YamlException for NaN, infinities, whole numbers that no double holds, lone surrogates
   */
  public static byte[] write(@Nullable Object value) {
    StringBuilder out = new StringBuilder();
    append(out, value, 0);
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder out, @Nullable Object value, int depth) {
    if (depth > Limits.DEPTH) {
      throw fail("value is nested deeper than " + Limits.DEPTH + " levels");
    }
    if (value instanceof String text) {
      string(out, text);
    } else if (value instanceof Map<?, ?> map) {
      object(out, map, depth);
    } else if (value instanceof Iterable<?> list) {
      out.append('[');
      String separator = "";
      for (Object element : list) {
        out.append(separator);
        append(out, element, depth + 1);
        separator = ",";
      }
      out.append(']');
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      out.append(number(number));
    } else {
      throw fail("no JSON form for " + value.getClass().getSimpleName());
    }
  }

  private static void object(StringBuilder out, Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> sorted = new TreeMap<>();
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    out.append('{');
    String separator = "";
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      out.append(separator);
      string(out, entry.getKey());
      out.append(':');
      append(out, entry.getValue(), depth + 1);
      separator = ",";
    }
    out.append('}');
  }

  private static String number(Number number) {
    if (number instanceof Long || number instanceof Integer || number instanceof BigInteger) {
      BigInteger whole = new BigInteger(number.toString());
      if (whole.abs().compareTo(BigInteger.valueOf(EXACT)) > 0) {
        throw fail("number " + number + " is not exact as a double");
      }
      return whole.toString();
    }
    double value = number.doubleValue();
    if (!Double.isFinite(value)) {
      throw fail("no JSON form for " + value);
    }
    // ECMAScript differs from Go in nothing but the sign of zero.
    return value == 0 ? "0" : GoNumber.json(value);
  }

  private static void string(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int named = "\b\f\n\r\t\"\\".indexOf(c);
      if (named >= 0) {
        out.append('\\').append("bfnrt\"\\".charAt(named));
      } else if (c < ' ') {
        out.append(String.format("\\u%04x", (int) c));
      } else if (Character.isSurrogate(c)) {
        int whole = text.codePointAt(i);
        if (Character.isBmpCodePoint(whole)) {
          throw fail("text holds half a surrogate pair");
        }
        out.appendCodePoint(whole);
        i++;
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }

  private static YamlException fail(String problem) {
    return YamlException.writing("canonical JSON", problem);
  }
}
