package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes one document as go-yaml v2's encoder and emitter do together. Not thread-safe. */
final class BlockEmitter {
  private static final int MAX_SIMPLE_KEY = 128;
  private static final Pattern BASE_60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");

  private final YamlOutput out = new YamlOutput();
  private final ScalarWriter scalars = new ScalarWriter(out);
  private int depth;

  /** Where a node stands. */
  private enum Place {
    ROOT,
    ELEMENT,
    KEY,
    VALUE
  }

  String write(@Nullable Object value) {
    node(value, Place.ROOT, -1);
    out.indent(0);
    return out.toString();
  }

  private void node(@Nullable Object value, Place place, int indent) {
    if (value instanceof Map<?, ?> map) {
      mapping(map, indent);
    } else if (value instanceof Iterable<?> list) {
      sequence(list, place, indent);
    } else if (value instanceof String text) {
      string(JsonTrip.text(text), place, indent);
    } else {
      scalars.plain(unquoted(value), indent + 2, true);
    }
  }

  private static String unquoted(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Number number) {
      return JsonTrip.number(number);
    }
    throw YamlException.writing(
        "YAML",
        "error marshaling into JSON: json: unsupported type: " + value.getClass().getSimpleName());
  }

  private void mapping(Map<?, ?> map, int indent) {
    if (map.isEmpty()) {
      empty("{", "}");
      return;
    }
    enter();
    int inner = indent < 0 ? 0 : indent + 2;
    for (Map.Entry<String, @Nullable Object> entry : sorted(map)) {
      out.indent(inner);
      String key = entry.getKey();
      ScalarAnalysis analysis = ScalarAnalysis.of(key);
      if (!analysis.multiline() && YamlChars.utf8Length(key) <= MAX_SIMPLE_KEY) {
        string(key, Place.KEY, inner);
        out.indicator(":", false, false, false);
      } else {
        out.indicator("?", true, false, true);
        string(key, Place.VALUE, inner);
        out.indent(inner);
        out.indicator(":", true, false, true);
      }
      node(entry.getValue(), Place.VALUE, inner);
    }
    depth--;
  }

  private static List<Map.Entry<String, @Nullable Object>> sorted(Map<?, ?> map) {
    Map<String, @Nullable Object> texts = new LinkedHashMap<>();
    map.forEach((key, value) -> texts.put(JsonTrip.text(String.valueOf(key)), value));
    List<Map.Entry<String, @Nullable Object>> entries = new ArrayList<>(texts.entrySet());
    NaturalKeyOrder.sort(entries);
    return entries;
  }

  private void sequence(Iterable<?> list, Place place, int indent) {
    Iterator<?> elements = list.iterator();
    if (!elements.hasNext()) {
      empty("[", "]");
      return;
    }
    enter();
    boolean indentless = place == Place.VALUE && !out.indention();
    int inner = indent < 0 ? 0 : (indentless ? indent : indent + 2);
    while (elements.hasNext()) {
      out.indent(inner);
      out.indicator("-", true, false, true);
      node(elements.next(), Place.ELEMENT, inner);
    }
    depth--;
  }

  private void enter() {
    if (++depth > Limits.DEPTH) {
      throw YamlException.writing(
          "YAML", "value is nested deeper than " + Limits.DEPTH + " levels");
    }
  }

  private void empty(String open, String close) {
    out.indicator(open, true, true, false);
    out.indicator(close, false, false, false);
  }

  private void string(String text, Place place, int indent) {
    boolean simpleKey = place == Place.KEY;
    ScalarAnalysis analysis = ScalarAnalysis.of(text);
    int inner = indent < 0 ? 2 : indent + 2;
    switch (style(text, analysis, simpleKey)) {
      case PLAIN -> scalars.plain(text, inner, !simpleKey);
      case SINGLE_QUOTED -> scalars.singleQuoted(text, inner, !simpleKey);
      case DOUBLE_QUOTED -> scalars.doubleQuoted(text, inner, !simpleKey);
      case LITERAL -> scalars.literal(text, inner);
    }
  }

  private enum Style {
    PLAIN,
    SINGLE_QUOTED,
    DOUBLE_QUOTED,
    LITERAL
  }

  private static Style style(String text, ScalarAnalysis analysis, boolean simpleKey) {
    if (text.indexOf('\n') >= 0) {
      return analysis.block() && !simpleKey ? Style.LITERAL : Style.DOUBLE_QUOTED;
    }
    if (looksTyped(text) || (simpleKey && analysis.multiline())) {
      return Style.DOUBLE_QUOTED;
    }
    if (analysis.plain()) {
      return Style.PLAIN;
    }
    return analysis.singleQuoted() ? Style.SINGLE_QUOTED : Style.DOUBLE_QUOTED;
  }

  /** True for text that would not be read back as a string. */
  private static boolean looksTyped(String text) {
    return ScalarResolver.resolve(text).kind() != ScalarResolver.Kind.STRING
        || (text.indexOf(':') > 0 && BASE_60.matcher(text).matches());
  }
}
