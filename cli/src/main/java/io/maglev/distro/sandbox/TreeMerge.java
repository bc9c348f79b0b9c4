package io.maglev.distro.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Lays an applied configuration over an object, and takes single fields out of it. */
final class TreeMerge {
  private final MergeSchema schema;

  TreeMerge(MergeSchema schema) {
    this.schema = schema;
  }

  /** The live object with the configuration's values; what only the live one has stays. */
  Map<String, @Nullable Object> merged(Map<String, @Nullable Object> live, Map<?, ?> config) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(live);
    config.forEach(
        (key, value) -> {
          String field = String.valueOf(key);
          result.put(field, value(field, live.get(field), value));
        });
    return result;
  }

  /** RFC 7386: null removes, maps merge, all else replaces. */
  static Map<String, @Nullable Object> patched(
      Map<String, @Nullable Object> live, Map<?, ?> patch) {
    Map<String, @Nullable Object> result = new LinkedHashMap<>(live);
    patch.forEach(
        (key, value) -> {
          String field = String.valueOf(key);
          if (value == null) {
            result.remove(field);
          } else if (value instanceof Map<?, ?> map) {
            result.put(field, patched(Trees.map(result.get(field)), map));
          } else {
            result.put(field, Trees.copyOf(value));
          }
        });
    return result;
  }

  /** Removes the field, and the maps above it that it leaves empty. */
  void remove(Map<String, @Nullable Object> object, List<String> path) {
    removeFromMap(object, path, 0);
  }

  private @Nullable Object value(String field, @Nullable Object live, @Nullable Object config) {
    if (config instanceof Map<?, ?> map
        && live instanceof Map<?, ?>
        && !schema.isAtomicMap(field)) {
      return merged(Trees.map(live), map);
    }
    if (config instanceof List<?> wanted && live instanceof List<?> present) {
      List<String> keys = schema.keys(field, wanted);
      if (!keys.isEmpty() && !present.isEmpty() && !schema.keys(field, present).isEmpty()) {
        return keyed(present, wanted, keys);
      }
      if (schema.isSet(field)) {
        return union(present, wanted);
      }
    }
    return Trees.copyOf(config);
  }

  private List<@Nullable Object> keyed(List<?> present, List<?> wanted, List<String> keys) {
    Map<String, @Nullable Object> items = new LinkedHashMap<>();
    present.forEach(item -> items.put(MergeSchema.step(Trees.map(item), keys), item));
    for (Object item : wanted) {
      String step = MergeSchema.step(Trees.map(item), keys);
      items.put(step, merged(Trees.map(items.get(step)), Trees.map(Trees.copyOf(item))));
    }
    return new ArrayList<>(items.values());
  }

  private static List<@Nullable Object> union(List<?> present, List<?> wanted) {
    List<@Nullable Object> all = new ArrayList<>(present);
    wanted.stream().filter(item -> !all.contains(item)).forEach(all::add);
    return all;
  }

  private boolean removeFromMap(Map<String, @Nullable Object> map, List<String> path, int at) {
    String field = path.get(at).substring(2);
    if (at == path.size() - 1) {
      map.remove(field);
      return map.isEmpty();
    }
    Object below = map.get(field);
    boolean empty =
        below instanceof List<?> list
            ? removeFromList(map, field, list, path, at + 1)
            : below instanceof Map<?, ?> && removeFromMap(Trees.map(below), path, at + 1);
    if (empty) {
      map.remove(field);
    }
    return map.isEmpty();
  }

  private boolean removeFromList(
      Map<String, @Nullable Object> parent, String field, List<?> list, List<String> path, int at) {
    List<String> keys = schema.keys(field, list);
    List<@Nullable Object> left = new ArrayList<>();
    for (Object item : list) {
      boolean meant = path.get(at).equals(stepOf(item, keys));
      if (meant && at < path.size() - 1) {
        removeFromMap(Trees.map(item), path, at + 1);
      }
      if (!meant || at < path.size() - 1) {
        left.add(item);
      }
    }
    parent.put(field, left);
    return left.isEmpty();
  }

  private static String stepOf(@Nullable Object item, List<String> keys) {
    return keys.isEmpty() ? MergeSchema.step(item) : MergeSchema.step(Trees.map(item), keys);
  }
}
