package io.maglev.distro.yaml;

import java.math.BigInteger;
import java.util.Iterator;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Writes one value as {@code encoding/json} would. Not thread-safe. */
final class JsonWriter {
  private static final String HEX = "0123456789abcdef";

  private final StringBuilder out = new StringBuilder();
  private final boolean escapeHtml;
  private final boolean indented;
  private int depth;

  JsonWriter(boolean escapeHtml, boolean indented) {
    this.escapeHtml = escapeHtml;
    this.indented = indented;
  }

  String write(@Nullable Object value) {
    append(value);
    return out.toString();
  }

  private void append(@Nullable Object value) {
    if (value instanceof String text) {
      string(text);
    } else if (value instanceof Map<?, ?> map) {
      object(map);
    } else if (value instanceof Iterable<?> list) {
      array(list);
    } else if (value == null || value instanceof Boolean) {
      out.append(value);
    } else if (value instanceof Number number) {
      number(number);
    } else {
      throw fail("json: unsupported type: " + value.getClass().getSimpleName());
    }
  }

  private void number(Number number) {
    if (number instanceof Double || number instanceof Float) {
      double value = number.doubleValue();
      if (!Double.isFinite(value)) {
        String name = Double.isNaN(value) ? "NaN" : value > 0 ? "+Inf" : "-Inf";
        throw fail("json: unsupported value: " + name);
      }
      out.append(GoNumber.json(value));
    } else if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte
        || number instanceof BigInteger) {
      out.append(number);
    } else {
      throw fail("json: unsupported type: " + number.getClass().getSimpleName());
    }
  }

  private void object(Map<?, ?> map) {
    if (map.isEmpty()) {
      out.append("{}");
      return;
    }
    Map<String, @Nullable Object> sorted =
        map instanceof StructMap ? new StructMap() : new TreeMap<>(CodePointOrder.INSTANCE);
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      sorted.put(String.valueOf(entry.getKey()), entry.getValue());
    }
    open('{');
    boolean first = true;
    for (Map.Entry<String, @Nullable Object> entry : sorted.entrySet()) {
      next(first);
      first = false;
      string(entry.getKey());
      out.append(indented ? ": " : ":");
      append(entry.getValue());
    }
    close('}');
  }

  private void array(Iterable<?> list) {
    Iterator<?> elements = list.iterator();
    if (!elements.hasNext()) {
      out.append("[]");
      return;
    }
    open('[');
    for (boolean first = true; elements.hasNext(); first = false) {
      next(first);
      append(elements.next());
    }
    close(']');
  }

  private void open(char bracket) {
    if (++depth > Limits.DEPTH) {
      throw fail("value is nested deeper than " + Limits.DEPTH + " levels");
    }
    out.append(bracket);
  }

  private void next(boolean first) {
    if (!first) {
      out.append(',');
    }
    newLine();
  }

  private void close(char bracket) {
    depth--;
    newLine();
    out.append(bracket);
  }

  private void newLine() {
    if (indented) {
      out.append('\n').append("  ".repeat(depth));
    }
  }

  private void string(String text) {
    out.append('"');
    int start = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (isPlain(c)) {
        continue;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
        continue;
      }
      out.append(text, start, i);
      escape(c);
      start = i + 1;
    }
    out.append(text, start, text.length()).append('"');
  }

  private boolean isPlain(char c) {
    if (c < ' ' || c == '"' || c == '\\') {
      return false;
    }
    if (c < 0x80) {
      return !escapeHtml || (c != '<' && c != '>' && c != '&');
    }
    return c != '\u2028' && c != '\u2029' && !Character.isSurrogate(c);
  }

  private void escape(char c) {
    switch (c) {
      case '"', '\\' -> out.append('\\').append(c);
      case '\b' -> out.append("\\b");
      case '\f' -> out.append("\\f");
      case '\n' -> out.append("\\n");
      case '\r' -> out.append("\\r");
      case '\t' -> out.append("\\t");
      default -> unicode(Character.isSurrogate(c) ? '\ufffd' : c);
    }
  }

  private void unicode(char c) {
    out.append("\\u");
    for (int shift = 12; shift >= 0; shift -= 4) {
      out.append(HEX.charAt((c >> shift) & 0xf));
    }
  }

  private static YamlException fail(String problem) {
    return YamlException.writing("JSON", problem);
  }
}
