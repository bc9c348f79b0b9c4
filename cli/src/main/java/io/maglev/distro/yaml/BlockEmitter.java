package io.maglev.distro.yaml;

import java.util.AbstractMap.SimpleEntry;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Writes one document as go-yaml's encoder and emitter do together: version 2 behind a trip through
 * JSON, or version 3 directly, which indents lists, folds nothing and has its own idea of key order
 * and tabs. Not thread-safe.
 */
final class BlockEmitter {
  private static final int MAX_SIMPLE_KEY = 128;
  private static final Pattern BASE_60 =
      Pattern.compile("[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\\.[0-9_]*)?");

  private static final Pattern SIGNED_OCTAL = Pattern.compile("0o[-+][0-7][0-7_]*");
  private static final int WIDTH = 80;

  private final YamlOutput out = new YamlOutput();
  private final boolean version3;
  private final ScalarWriter scalars;
  private int depth;

  BlockEmitter(boolean version3) {
    this.version3 = version3;
    this.scalars = new ScalarWriter(out, version3 ? Integer.MAX_VALUE : WIDTH);
  }

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
      string(version3 ? text : JsonTrip.text(text), place, indent);
    } else {
      scalars.plain(unquoted(value), indent + 2, true);
    }
  }

  private String unquoted(@Nullable Object value) {
    if (value == null || value instanceof Boolean) {
      return String.valueOf(value);
    }
    if (value instanceof Number number) {
      return version3 ? direct(number) : JsonTrip.number(number);
    }
    throw YamlException.writing(
        "YAML",
        "error marshaling into JSON: json: unsupported type: " + value.getClass().getSimpleName());
  }

  private static String direct(Number number) {
    if (!(number instanceof Double)) {
      return number.toString();
    }
    String text = GoNumber.general(number.doubleValue());
    return switch (text) {
      case "+Inf" -> ".inf";
      case "-Inf" -> "-.inf";
      case "NaN" -> ".nan";
      default -> text;
    };
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
      ScalarAnalysis analysis = ScalarAnalysis.of(key, version3);
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

  private List<Map.Entry<String, @Nullable Object>> sorted(Map<?, ?> map) {
    List<Map.Entry<String, @Nullable Object>> entries = new ArrayList<>(map.size());
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      String key = String.valueOf(entry.getKey());
      entries.add(new SimpleEntry<>(version3 ? key : JsonTrip.key(key), entry.getValue()));
    }
    NaturalKeyOrder order = version3 ? NaturalKeyOrder.VERSION_3 : NaturalKeyOrder.VERSION_2;
    order.sort(entries);
    return entries;
  }

  private void sequence(Iterable<?> list, Place place, int indent) {
    Iterator<?> elements = list.iterator();
    if (!elements.hasNext()) {
      empty("[", "]");
      return;
    }
    enter();
    boolean indentless = !version3 && place == Place.VALUE && !out.indention();
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
    ScalarAnalysis analysis = ScalarAnalysis.of(text, version3);
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

  private Style style(String text, ScalarAnalysis analysis, boolean simpleKey) {
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
  private boolean looksTyped(String text) {
    return ScalarResolver.resolve(text).kind() != ScalarResolver.Kind.STRING
        || (text.charAt(0) <= '9' && text.indexOf(':') > 0 && BASE_60.matcher(text).matches())
        || (version3 && text.startsWith("0o") && SIGNED_OCTAL.matcher(text).matches());
  }
}
