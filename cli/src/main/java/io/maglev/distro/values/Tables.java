package io.maglev.distro.values;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Maps of values ("tables" in Helm's words): copies and look-up by dotted path. */
public final class Tables {
  private Tables() {}

  /** A deep copy; maps and lists are new and mutable, scalars are shared. */
  public static Map<String, @Nullable Object> copy(Map<String, ?> table) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    table.forEach((key, value) -> copy.put(key, copyValue(value)));
    return copy;
  }

  /** A deep copy without the keys whose value is null, at any depth of maps. */
  public static Map<String, @Nullable Object> withoutNulls(Map<String, ?> table) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    table.forEach(
        (key, value) -> {
          if (value != null) {
            copy.put(key, isTable(value) ? withoutNulls(table(value)) : copyValue(value));
          }
        });
    return copy;
  }

  public static boolean isTable(@Nullable Object value) {
    return value instanceof Map;
  }

  /** The value as a table; the caller has checked it with {@link #isTable}. */
  @SuppressWarnings("unchecked") // maps of values have string keys only
  public static Map<String, @Nullable Object> table(@Nullable Object value) {
    return (Map<String, @Nullable Object>) (Map<?, ?>) requireMap(value);
  }

  /** The table at the dotted path, empty if any step is missing or no table. */
  public static Optional<Map<String, @Nullable Object>> at(
      Map<String, @Nullable Object> table, String path) {
    Map<String, @Nullable Object> current = table;
    for (String key : path.split("\\.", -1)) {
      Object next = current.get(key);
      if (!isTable(next)) {
        return Optional.empty();
      }
      current = table(next);
    }
    return Optional.of(current);
  }

  /**
   * The value at the dotted path that is no table. The list holds it as its only element, so that a
   * null value differs from no value, as in Helm's {@code Values.PathValue}.
   */
  public static List<@Nullable Object> valueAt(Map<String, @Nullable Object> table, String path) {
    int dot = path.lastIndexOf('.');
    Optional<Map<String, @Nullable Object>> parent =
        dot < 0 ? Optional.of(table) : at(table, path.substring(0, dot));
    String key = path.substring(dot + 1);
    if (parent.isEmpty() || !parent.get().containsKey(key) || isTable(parent.get().get(key))) {
      return List.of();
    }
    List<@Nullable Object> found = new ArrayList<>();
    found.add(parent.get().get(key));
    return found;
  }

  private static @Nullable Object copyValue(@Nullable Object value) {
    if (isTable(value)) {
      return copy(table(value));
    }
    if (value instanceof List<?> list) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(copyValue(element)));
      return copy;
    }
    return value;
  }

  private static Map<?, ?> requireMap(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException("not a table");
  }
}
