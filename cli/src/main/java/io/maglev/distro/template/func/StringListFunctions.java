package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import io.maglev.distro.template.GoStringMap;
import io.maglev.distro.template.GoStrings;
import io.maglev.distro.template.Utf8;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sprig's functions between a string and its parts. */
final class StringListFunctions implements FunctionFamily {
  @Override
  public String table() {
    return """
        split(string, string) map[string]string | {{ (split "/" "a/b")._1 }} | b
        splitn(string, int, string) map[string]string | {{ (splitn "/" 2 "a/b/c")._1 }} | b/c
        splitList(string, string) []string | {{ splitList "," "a,b" }} | [a b]
        toStrings(any) []string | {{ toStrings (list 1 nil "a") }} | [1 a]
        join(string, any) string | {{ list 1 2 3 | join "," }} | 1,2,3
        sortAlpha(any) []string | {{ list "b" "a" "C" | sortAlpha }} | [C a b]
        """;
  }

  @Override
  public @Nullable Object call(String name, Arguments a) {
    return switch (name) {
      case "split" -> numbered(split(a.string(1), a.string(0), -1));
      case "splitn" -> numbered(split(a.string(2), a.string(0), a.integer(1)));
      case "splitList" -> new GoStrings(split(a.string(1), a.string(0), -1));
      case "toStrings" -> new GoStrings(strings(a.any(0)));
      case "join" -> join(a.string(0), strings(a.any(1)));
      case "sortAlpha" -> sorted(a.any(0));
      default -> throw unknown(name);
    };
  }

  /**
   * {@code strings.SplitN}: an empty separator splits into runes, a negative limit is none, a limit
   * of zero gives nothing.
   */
  static List<String> split(String text, String separator, long limit) {
    List<String> parts = new ArrayList<>();
    if (limit == 0) {
      return parts;
    }
    int start = 0;
    while (limit < 0 || parts.size() < limit - 1) {
      int end = separator.isEmpty() ? nextRune(text, start) : text.indexOf(separator, start);
      if (end < 0) {
        break;
      }
      parts.add(text.substring(start, end));
      start = end + separator.length();
    }
    if (!separator.isEmpty() || start < text.length()) {
      parts.add(text.substring(start));
    }
    return parts;
  }

  private static String join(String separator, List<String> parts) {
    GoRunes.checkLength((long) separator.length() * Math.max(parts.size() - 1, 0));
    return String.join(separator, parts);
  }

  private static int nextRune(String text, int start) {
    return start < text.length() ? start + Character.charCount(text.codePointAt(start)) : -1;
  }

  private static GoStringMap numbered(List<String> parts) {
    Map<String, String> map = new LinkedHashMap<>();
    for (int i = 0; i < parts.size(); i++) {
      map.put("_" + i, parts.get(i));
    }
    return new GoStringMap(map);
  }

  /** Sprig's {@code strslice}: the elements but nil as text; anything else is its own only one. */
  static List<String> strings(@Nullable Object value) {
    if (value instanceof GoStrings strings) {
      return strings.strings();
    }
    List<String> strings = new ArrayList<>();
    if (value instanceof List<?> list) {
      for (Object element : list) {
        if (element != null) {
          strings.add(StringFunctions.text(element));
        }
      }
    } else if (value instanceof byte[] bytes) {
      for (byte b : bytes) {
        strings.add(Integer.toString(b & 0xFF));
      }
    } else if (value != null) {
      strings.add(StringFunctions.text(value));
    }
    return strings;
  }

  private static GoStrings sorted(@Nullable Object value) {
    if (value == null) {
      return new GoStrings(List.of("<nil>"));
    }
    List<String> strings = new ArrayList<>(strings(value));
    strings.sort(Utf8.ORDER);
    return new GoStrings(strings);
  }
}
