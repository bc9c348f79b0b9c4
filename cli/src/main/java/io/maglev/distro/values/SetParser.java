package io.maglev.distro.values;

import io.maglev.distro.values.SetCursor.Token;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Parses one text of a {@code --set} flag into a table, as Helm's {@code strvals} does, with its
 * limits and its oddities: {@code a={}} is a list of one empty string, {@code a[0]} without a value
 * makes an empty list, and an index beyond the end pads with null.
 *
 * <p>Not thread-safe; one parser for one text.
 */
final class SetParser {
  private static final int MAX_INDEX = 65_536;
  private static final int MAX_NESTED_NAMES = 30;

  private final SetCursor cursor;
  private final SetValueReader reader;
  private final String keyStops;

  private SetParser(SetCursor cursor, SetValueReader reader, boolean literal) {
    this.cursor = cursor;
    this.reader = reader;
    this.keyStops = literal ? "=[." : "=[,.";
  }

  /**
   * Sets in {@code target} what {@code text} says.
   *
   * @throws SetSyntaxException if the text is wrong; {@code target} may be changed in part
   */
  static void parseInto(
      String text, SetMode mode, ValueFiles files, Map<String, @Nullable Object> target) {
    boolean literal = mode == SetMode.LITERAL;
    SetCursor cursor = new SetCursor(text, !literal);
    SetParser parser = new SetParser(cursor, new SetValueReader(cursor, mode, files), literal);
    while (parser.key(target, 0)) {
      // each turn consumes one assignment
    }
  }

  /** Parses one assignment below {@code table}; false at the end of the text. */
  private boolean key(Map<String, @Nullable Object> table, int depth) {
    Token token = cursor.until(keyStops);
    String key = token.text();
    if (token.stop().isEmpty()) {
      if (key.isEmpty()) {
        return false;
      }
      throw new SetSyntaxException("key " + GoVerb.q(key) + " has no value");
    }
    return switch (token.stop().get()) {
      case '[' -> index(table, key, depth);
      case '=' -> value(table, key);
      case '.' -> nested(table, key, depth + 1);
      default ->
          throw new SetSyntaxException(
              "key " + GoVerb.q(key) + " has no value (cannot end with ,)");
    };
  }

  private boolean index(Map<String, @Nullable Object> table, String key, int depth) {
    long index = readIndex();
    List<@Nullable Object> list =
        table.containsKey(key) ? requireList(table.get(key)) : new ArrayList<>();
    boolean more = item(list, index, depth);
    put(table, key, list);
    return more;
  }

  private boolean value(Map<String, @Nullable Object> table, String key) {
    SetValueReader.Read read = reader.read();
    put(table, key, read.value());
    return !read.atEnd();
  }

  private boolean nested(Map<String, @Nullable Object> table, String key, int depth) {
    if (depth > MAX_NESTED_NAMES) {
      throw new SetSyntaxException(
          "value name nested level is greater than maximum supported nested level of "
              + MAX_NESTED_NAMES);
    }
    Map<String, @Nullable Object> inner =
        table.containsKey(key) ? requireTable(table.get(key)) : new LinkedHashMap<>();
    boolean more = key(inner, depth);
    if (more && inner.isEmpty()) {
      throw new SetSyntaxException("key map " + GoVerb.q(key) + " has no value");
    }
    if (!inner.isEmpty()) {
      put(table, key, inner);
    }
    return more;
  }

  /** Parses what follows {@code [index]}; false at the end of the text. */
  private boolean item(List<@Nullable Object> list, long index, int depth) {
    if (index < 0) {
      throw new SetSyntaxException("negative " + index + " index not allowed");
    }
    Token token = cursor.until("[.=");
    if (!token.text().isEmpty()) {
      throw new SetSyntaxException(
          "unexpected data at end of array index: " + GoVerb.runes(token.text()));
    }
    Optional<Character> stop = token.stop();
    if (stop.isEmpty()) {
      return false;
    }
    if (stop.get() == '=') {
      setAt(list, index, reader.read().value());
      return true;
    }
    return stop.get() == '[' ? listItem(list, index, depth) : tableItem(list, index, depth);
  }

  private boolean listItem(List<@Nullable Object> list, long index, int depth) {
    long nextIndex = readIndex();
    Object present = index < list.size() ? list.get((int) index) : null;
    List<@Nullable Object> inner = present == null ? new ArrayList<>() : requireList(present);
    if (!item(inner, nextIndex, depth)) {
      return false;
    }
    setAt(list, index, inner);
    return true;
  }

  private boolean tableItem(List<@Nullable Object> list, long index, int depth) {
    Map<String, @Nullable Object> inner = new LinkedHashMap<>();
    if (index < list.size()) {
      if (Tables.isTable(list.get((int) index))) {
        inner = Tables.table(list.get((int) index));
      } else {
        list.set((int) index, inner);
      }
    }
    if (!key(inner, depth)) {
      return false;
    }
    setAt(list, index, inner);
    return true;
  }

  private long readIndex() {
    Token token = cursor.until("]");
    if (!token.endedBy(']')) {
      throw new SetSyntaxException("error parsing index: EOF");
    }
    String digits = token.text();
    String problem = "invalid syntax";
    if (digits.matches("[+-]?[0-9]+")) {
      try {
        return Long.parseLong(digits);
      } catch (NumberFormatException e) {
        problem = "value out of range";
      }
    }
    throw new SetSyntaxException(
        "error parsing index: strconv.Atoi: parsing " + GoVerb.q(digits) + ": " + problem);
  }

  private static void setAt(List<@Nullable Object> list, long index, @Nullable Object value) {
    if (index > MAX_INDEX) {
      throw new SetSyntaxException(
          "index of " + index + " is greater than maximum supported index of " + MAX_INDEX);
    }
    while (list.size() <= index) {
      list.add(null);
    }
    list.set((int) index, value);
  }

  private static void put(Map<String, @Nullable Object> table, String key, @Nullable Object value) {
    if (!key.isEmpty()) {
      table.put(key, value);
    }
  }

  private static Map<String, @Nullable Object> requireTable(@Nullable Object value) {
    if (!Tables.isTable(value)) {
      throw wrongType(value, "map[string]interface {}");
    }
    return Tables.table(value);
  }

  @SuppressWarnings("unchecked") // any element type is an Object
  private static List<@Nullable Object> requireList(@Nullable Object value) {
    if (!(value instanceof List)) {
      throw wrongType(value, "[]interface {}");
    }
    return (List<@Nullable Object>) value;
  }

  private static SetSyntaxException wrongType(@Nullable Object value, String wanted) {
    return new SetSyntaxException(
        "unable to parse key: interface conversion: interface {} is "
            + GoVerb.typeName(value)
            + ", not "
            + wanted);
  }
}
