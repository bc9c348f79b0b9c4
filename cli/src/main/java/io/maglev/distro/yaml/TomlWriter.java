package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one TOML document in BurntSushi/toml's layout. Not thread-safe. */
final class TomlWriter {
  private final StringBuilder out = new StringBuilder();
  private int depth;

  String write(@Nullable Object value) {
    if (value == null) {
      // The encoder panics here, which fails the template.
      throw fail("reflect: call of reflect.Value.Type on zero Value");
    }
    if (value instanceof Map<?, ?> map) {
      tables(List.of(), map);
    } else if (isTableArray(value)) {
      throw fail("toml: top-level values must be Go maps or structs");
    } else {
      element(value);
    }
    return out.toString();
  }

  /** Writes a map's plain keys, then those that are tables of their own. */
  private void tables(List<String> path, Map<?, ?> map) {
    enter();
    Map<String, Object> direct = new TreeMap<>(CodePointOrder.INSTANCE);
    Map<String, Object> sub = new TreeMap<>(CodePointOrder.INSTANCE);
    split(map, direct, sub);
    direct.forEach(
        (key, value) -> {
          out.append(indent(path.size())).append(bareOrQuoted(key)).append(" = ");
          element(value);
          out.append('\n');
        });
    sub.forEach((key, value) -> table(child(path, key), value));
    depth--;
  }

  private void table(List<String> path, Object value) {
    String header = indent(path.size() - 1);
    String name = String.join(".", path.stream().map(TomlWriter::bareOrQuoted).toList());
    if (value instanceof Map<?, ?> map) {
      if (path.size() == 1) {
        separate();
      }
      out.append(header).append('[').append(name).append("]\n");
      tables(path, map);
      return;
    }
    for (Object element : (Iterable<?>) value) {
      separate();
      out.append(header).append("[[").append(name).append("]]\n");
      tables(path, (Map<?, ?>) element);
    }
  }

  private void separate() {
    if (out.length() > 0) {
      out.append('\n');
    }
  }

  /** Null values have no form in TOML and are left out. */
  private static void split(Map<?, ?> map, Map<String, Object> direct, Map<String, Object> sub) {
    map.forEach(
        (key, value) -> {
          if (value != null) {
            boolean table = value instanceof Map || isTableArray(value);
            (table ? sub : direct).put(String.valueOf(key), value);
          }
        });
  }

  private static boolean isTableArray(@Nullable Object value) {
    if (!(value instanceof Iterable<?> list) || !list.iterator().hasNext()) {
      return false;
    }
    boolean tables = true;
    for (Object element : list) {
      if (element == null) {
        throw fail("toml: cannot encode array with nil element");
      }
      // Go looks into every list it meets, if only to complain about nulls.
      isTableArray(element);
      tables &= element instanceof Map;
    }
    return tables;
  }

  private void element(Object value) {
    if (value instanceof String text) {
      quoted(text);
    } else if (value instanceof Map<?, ?> map) {
      inline(map);
    } else if (value instanceof Iterable<?> list) {
      array(list);
    } else if (value instanceof Double number) {
      out.append(floating(number));
    } else if (value instanceof Number || value instanceof Boolean) {
      out.append(value);
    } else {
      throw fail("unexpected type: " + value.getClass().getSimpleName());
    }
  }

  private void array(Iterable<?> list) {
    enter();
    out.append('[');
    Iterator<?> elements = list.iterator();
    while (elements.hasNext()) {
      Object element = elements.next();
      if (element == null) {
        throw fail("toml: cannot encode array with nil element");
      }
      element(element);
      if (elements.hasNext()) {
        out.append(", ");
      }
    }
    out.append(']');
    depth--;
  }

  private void inline(Map<?, ?> map) {
    enter();
    List<String> plain = new ArrayList<>();
    List<String> tables = new ArrayList<>();
    Map<String, @Nullable Object> sorted = new TreeMap<>(CodePointOrder.INSTANCE);
    map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
    sorted.forEach(
        (key, value) -> (value instanceof Map || isTableArray(value) ? tables : plain).add(key));
    out.append('{');
    entries(plain, sorted, !tables.isEmpty());
    entries(tables, sorted, false);
    out.append('}');
    depth--;
  }

  /** A comma follows every key that is not the last, though nulls themselves are left out. */
  private void entries(List<String> keys, Map<String, @Nullable Object> map, boolean moreFollow) {
    for (int i = 0; i < keys.size(); i++) {
      Object value = map.get(keys.get(i));
      if (value != null) {
        out.append(bareOrQuoted(keys.get(i))).append(" = ");
        element(value);
        out.append(moreFollow || i < keys.size() - 1 ? ", " : "");
      }
    }
  }

  private static String floating(double value) {
    if (!Double.isFinite(value)) {
      return Double.isNaN(value) ? "nan" : value > 0 ? "inf" : "-inf";
    }
    String text = GoNumber.general(value);
    return text.indexOf('e') < 0 && text.indexOf('.') < 0 ? text + ".0" : text;
  }

  static String bareOrQuoted(String key) {
    boolean bare =
        !key.isEmpty()
            && key.chars()
                .allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || c == '_' || c == '-'));
    return bare ? key : quote(key);
  }

  private void quoted(String text) {
    out.append(quote(text));
  }

  private static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int named = "\b\t\n\f\r\"\\".indexOf(c);
      if (named >= 0) {
        quoted.append('\\').append("btnfr\"\\".charAt(named));
      } else if (c < ' ' || c == 0x7f) {
        quoted.append(String.format("\\u%04x", (int) c));
      } else {
        quoted.append(c);
      }
    }
    return quoted.append('"').toString();
  }

  private static String indent(int level) {
    return "  ".repeat(level);
  }

  private static List<String> child(List<String> path, String key) {
    List<String> child = new ArrayList<>(path);
    child.add(key);
    return child;
  }

  private void enter() {
    if (++depth > Limits.DEPTH) {
      throw fail("value is nested deeper than " + Limits.DEPTH + " levels");
    }
  }

  private static YamlException fail(String problem) {
    return YamlException.writing("TOML", problem);
  }
}
