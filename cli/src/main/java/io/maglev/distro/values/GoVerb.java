package io.maglev.distro.values;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The few of Go's formatting verbs that Helm's messages about values use. */
final class GoVerb {
  private GoVerb() {}

  /** {@code %t}, which Helm applies to values that are no booleans. */
  static String t(@Nullable Object value) {
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof List<?> list) {
      return list.stream().map(GoVerb::t).collect(Collectors.joining(" ", "[", "]"));
    }
    return value == null ? "%!t(<nil>)" : "%!t(" + typeName(value) + "=" + plain(value) + ")";
  }

  /** {@code %T}. */
  static String typeName(@Nullable Object value) {
    if (value == null) {
      return "nil";
    }
    if (value instanceof String) {
      return "string";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof List) {
      return "[]interface {}";
    }
    if (value instanceof Map) {
      return "map[string]interface {}";
    }
    return value instanceof Long ? "int64" : "float64";
  }

  /** {@code %q} of a string. */
  static String q(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints().forEach(rune -> appendQuoted(quoted, rune));
    return quoted.append('"').toString();
  }

  /** {@code %q} of a slice of runes. */
  static String runes(String text) {
    return text.codePoints()
        .mapToObj(rune -> "'" + Character.toString(rune) + "'")
        .collect(Collectors.joining(" ", "[", "]"));
  }

  private static void appendQuoted(StringBuilder quoted, int rune) {
    int special = "\u0007\b\f\n\r\t\u000b".indexOf(rune);
    if (special >= 0) {
      quoted.append('\\').append("abfnrtv".charAt(special));
    } else if (rune == '"' || rune == '\\') {
      quoted.append('\\').appendCodePoint(rune);
    } else if (rune < 0x20 || rune == 0x7f) {
      quoted.append(String.format(Locale.ROOT, "\\x%02x", rune));
    } else {
      quoted.appendCodePoint(rune);
    }
  }

  private static String plain(Object value) {
    if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 1e6) {
      return Long.toString(number.longValue());
    }
    return value.toString();
  }
}
