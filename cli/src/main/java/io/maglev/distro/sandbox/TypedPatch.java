package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What server-side apply refuses before it looks at the live object, in the words of
 * structured-merge-diff: values that are no text where the schema says so, and lists that name one
 * key twice. Knows the places where charts err most, not the whole schema.
 */
final class TypedPatch {
  private static final Set<String> TEXT_MAPS = Set.of("labels", "annotations", "matchLabels");
  private static final Set<String> NUMBERS = Set.of("replicas", "containerPort");

  private final MergeSchema schema;
  private final List<String> errors = new ArrayList<>();

  private TypedPatch(MergeSchema schema) {
    this.schema = schema;
  }

  /** What is wrong with the object of a built-in kind, empty if nothing is. */
  static List<String> errors(KubeObject object, MergeSchema schema) {
    TypedPatch patch = new TypedPatch(schema);
    switch (object.kind()) {
      case "ConfigMap" -> patch.texts(".data", object.at("data").orElse(null));
      case "Secret" -> patch.texts(".stringData", object.at("stringData").orElse(null));
      default -> patch.map(".spec", Trees.map(object, "spec"));
    }
    patch.map(".metadata", Trees.map(object, "metadata"));
    return patch.errors;
  }

  private void map(String path, Map<String, @Nullable Object> map) {
    map.forEach((key, value) -> field(path + "." + key, key, value));
  }

  private void field(String path, String name, @Nullable Object value) {
    if (TEXT_MAPS.contains(name)) {
      texts(path, value);
    } else if (NUMBERS.contains(name) && value instanceof String) {
      errors.add(path + ": expected numeric (int or float), got string");
    } else if (value instanceof Map<?, ?>) {
      map(path, Trees.map(value));
    } else if (value instanceof List<?> list) {
      list(path, name, list);
    }
  }

  private void list(String path, String name, List<?> list) {
    List<String> keys = schema.keys(name, list);
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < list.size(); i++) {
      Map<String, @Nullable Object> item = Trees.map(list.get(i));
      if (keys.isEmpty()) {
        map(path + "[" + i + "]", item);
        continue;
      }
      String step = MergeSchema.step(item, keys);
      String at = FieldPaths.display(List.of(step));
      if (!seen.add(step)) {
        errors.add(path + ": duplicate entries for key " + at);
      }
      if (name.equals("env")) {
        text(path + at + ".value", item.get("value"));
      }
      map(path + at, item);
    }
  }

  private void texts(String path, @Nullable Object value) {
    if (value instanceof Map<?, ?>) {
      Trees.map(value).forEach((key, text) -> text(path + "." + key, text));
    }
  }

  private void text(String path, @Nullable Object value) {
    if (value != null && !(value instanceof String)) {
      errors.add(path + ": expected string, got &value.valueUnstructured{Value:" + value + "}");
    }
  }
}
