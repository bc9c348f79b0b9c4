package io.maglev.distro.yaml;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The tables of a TOML document while it is read, and which of them may still be defined: the
 * {@code addContext}, {@code setValue} and implicit keys of BurntSushi/toml. Not thread-safe.
 */
final class TomlTables {
  private final Map<String, @Nullable Object> root = new LinkedHashMap<>();
  private final Set<List<String>> implicit = new HashSet<>();
  private final Set<List<String>> arrays = new HashSet<>();
  private List<String> context = List.of();
  private String currentKey = "";

  /** A list made by {@code [[name]]}, which more tables may join. */
  private static final class TableArray extends ArrayList<Object> {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("unchecked") // holds tables only
    Map<String, @Nullable Object> last() {
      return (Map<String, @Nullable Object>) get(size() - 1);
    }
  }

  /** Reports that a key cannot be defined where it stands. */
  interface Failure {
    YamlException because(String problem);
  }

  Map<String, @Nullable Object> root() {
    return root;
  }

  /** The dotted name of what is being defined. */
  String current() {
    if (currentKey.isEmpty()) {
      return name(context);
    }
    return context.isEmpty() ? currentKey : name(context) + "." + currentKey;
  }

  List<String> context() {
    return context;
  }

  /** Returns to a context that was current before. */
  void restore(List<String> earlier, String key) {
    context = earlier;
    currentKey = key;
  }

  String currentKey() {
    return currentKey;
  }

  void currentKey(String key) {
    currentKey = key;
  }

  /** Enters a table that a dotted key or an inline table implies. */
  void enterImplicit(List<String> path, boolean array, Failure failure) {
    implicit.add(path);
    enter(path, array, failure);
  }

  /** Enters the table {@code [path]} or a new one of {@code [[path]]}. */
  void enter(List<String> path, boolean array, Failure failure) {
    List<String> parents = path.subList(0, path.size() - 1);
    Map<String, @Nullable Object> table = root;
    for (int i = 0; i < parents.size(); i++) {
      List<String> sofar = path.subList(0, i + 1);
      String key = path.get(i);
      if (!table.containsKey(key)) {
        implicit.add(List.copyOf(sofar));
        table.put(key, new LinkedHashMap<String, @Nullable Object>());
      }
      table = inside(table.get(key));
      if (table == null) {
        context = List.copyOf(sofar.subList(0, i));
        throw failure.because("Key '" + name(sofar) + "' was already created as a hash.");
      }
    }
    context = List.copyOf(parents);
    String last = path.get(path.size() - 1);
    if (array) {
      Object there = table.computeIfAbsent(last, key -> new TableArray());
      if (!(there instanceof TableArray tables)) {
        throw failure.because(
            "Key '" + name(path) + "' was already created and cannot be used as an array.");
      }
      tables.add(new LinkedHashMap<String, @Nullable Object>());
    } else {
      set(last, new LinkedHashMap<String, @Nullable Object>(), failure);
    }
    context = List.copyOf(path);
  }

  /** Defines a key of the current table. */
  void set(String key, Object value, Failure failure) {
    Map<String, @Nullable Object> table = root;
    for (int i = 0; i < context.size(); i++) {
      table = inside(table.get(context.get(i)));
      if (table == null) {
        String name = name(context.subList(0, i + 1));
        throw failure.because("Key '" + name + "' has already been defined.");
      }
    }
    List<String> path = new ArrayList<>(context);
    path.add(key);
    if (!table.containsKey(key)) {
      table.put(key, value);
    } else if (!implicit.remove(path)) {
      throw failure.because("Key '" + name(path) + "' has already been defined.");
    } else if (arrays.contains(path)) {
      // Tables inside an array have entered its key already; the array has them all.
      table.put(key, value);
    }
  }

  /**
   * Notes whether a key of the current table is an array's. An empty key means the table itself, by
   * which BurntSushi/toml forgets of an array that its tables are not all it has.
   */
  void type(String key, boolean array) {
    List<String> path = new ArrayList<>(context);
    if (!key.isEmpty() || path.isEmpty()) {
      path.add(key);
    }
    if (array) {
      arrays.add(path);
    } else {
      arrays.remove(path);
    }
  }

  @SuppressWarnings("unchecked") // tables have string keys
  private static @Nullable Map<String, @Nullable Object> inside(@Nullable Object value) {
    if (value instanceof TableArray tables) {
      return tables.last();
    }
    return value instanceof Map ? (Map<String, @Nullable Object>) value : null;
  }

  static String name(List<String> path) {
    return String.join(".", path.stream().map(TomlWriter::bareOrQuoted).toList());
  }
}
