package io.maglev.distro.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of an object as paths in fieldsV1's own terms: {@code f:NAME}, {@code k:{KEYS}},
 * {@code v:VALUE}. A path leads to a leaf, or to an element of a keyed list.
 */
final class FieldPaths {
  private static final Set<String> SERVER_SIDE =
      Set.of(
          "f:name",
          "f:namespace",
          "f:uid",
          "f:resourceVersion",
          "f:generation",
          "f:generateName",
          "f:creationTimestamp",
          "f:deletionTimestamp",
          "f:deletionGracePeriodSeconds",
          "f:selfLink",
          "f:managedFields");

  private final MergeSchema schema;
  private final Map<List<String>, @Nullable Object> values = new LinkedHashMap<>();

  private FieldPaths(MergeSchema schema) {
    this.schema = schema;
  }

  /** Every path that somebody may own, with the value it leads to; the status is left out. */
  static Map<List<String>, @Nullable Object> of(Map<?, ?> object, MergeSchema schema) {
    FieldPaths paths = new FieldPaths(schema);
    for (Map.Entry<?, ?> entry : object.entrySet()) {
      String key = String.valueOf(entry.getKey());
      switch (key) {
        case "apiVersion", "kind", "status" -> {
          // identity, and what controllers own
        }
        case "metadata" -> paths.metadata(Trees.map(entry.getValue()));
        default -> paths.add(List.of("f:" + key), key, entry.getValue());
      }
    }
    return paths.values;
  }

  /** The paths as the nested maps of {@code managedFields[].fieldsV1}. */
  static Map<String, @Nullable Object> toFieldsV1(Set<List<String>> paths) {
    Map<String, @Nullable Object> root = new LinkedHashMap<>();
    for (List<String> path : paths) {
      Map<String, @Nullable Object> node = Trees.child(root, path.toArray(new String[0]));
      if (isElement(path)) {
        node.put(".", new LinkedHashMap<String, @Nullable Object>());
      }
    }
    return root;
  }

  /** The inverse of {@link #toFieldsV1}. */
  static Set<List<String>> fromFieldsV1(Map<String, @Nullable Object> fields) {
    Set<List<String>> paths = new LinkedHashSet<>();
    collect(fields, List.of(), paths);
    return paths;
  }

  /** As error messages write a path: {@code .spec.containers[name="app"].image}. */
  static String display(List<String> path) {
    StringBuilder text = new StringBuilder();
    for (String step : path) {
      String rest = step.substring(2);
      switch (step.charAt(0)) {
        case 'f' -> text.append('.').append(rest);
        case 'k' -> text.append('[').append(keys(rest)).append(']');
        default -> text.append("[=").append(rest).append(']');
      }
    }
    return text.toString();
  }

  static boolean isElement(List<String> path) {
    return path.get(path.size() - 1).startsWith("k:");
  }

  private static String keys(String json) {
    return json.substring(1, json.length() - 1).replaceAll("\"(\\w+)\":", "$1=");
  }

  private static void collect(
      Map<String, @Nullable Object> fields, List<String> path, Set<List<String>> paths) {
    if (fields.isEmpty() || fields.containsKey(".")) {
      if (!path.isEmpty()) {
        paths.add(path);
      }
    }
    fields.forEach(
        (step, below) -> {
          if (!step.equals(".")) {
            collect(Trees.map(below), joined(path, step), paths);
          }
        });
  }

  private void metadata(Map<String, @Nullable Object> metadata) {
    metadata.forEach(
        (key, value) -> {
          if (!SERVER_SIDE.contains("f:" + key)) {
            add(List.of("f:metadata", "f:" + key), key, value);
          }
        });
  }

  private void add(List<String> path, String field, @Nullable Object value) {
    if (value instanceof Map<?, ?> map && !map.isEmpty() && !schema.isAtomicMap(field)) {
      map.forEach((key, below) -> add(joined(path, "f:" + key), String.valueOf(key), below));
    } else if (value instanceof List<?> list && !schema.keys(field, list).isEmpty()) {
      List<String> keys = schema.keys(field, list);
      for (Object item : list) {
        element(joined(path, MergeSchema.step(Trees.map(item), keys)), Trees.map(item));
      }
    } else if (value instanceof List<?> list && schema.isSet(field)) {
      list.forEach(item -> values.put(joined(path, MergeSchema.step(item)), item));
    } else {
      values.put(path, value);
    }
  }

  private void element(List<String> path, Map<String, @Nullable Object> item) {
    values.put(path, Map.of());
    item.forEach((key, below) -> add(joined(path, "f:" + key), key, below));
  }

  private static List<String> joined(List<String> path, String step) {
    List<String> longer = new ArrayList<>(path);
    longer.add(Objects.requireNonNull(step));
    return List.copyOf(longer);
  }
}
