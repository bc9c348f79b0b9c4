package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Plain data: copies, with whole numbers as {@code Long}, and steps into nested maps. */
final class Trees {
  private Trees() {}

  static Map<String, @Nullable Object> copy(Map<?, ?> map) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, value) -> copy.put(String.valueOf(key), copyOf(value)));
    return copy;
  }

  static @Nullable Object copyOf(@Nullable Object value) {
    if (value instanceof Map<?, ?> map) {
      return copy(map);
    }
    if (value instanceof Iterable<?> list) {
      List<@Nullable Object> copy = new ArrayList<>();
      list.forEach(element -> copy.add(copyOf(element)));
      return copy;
    }
    if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
      return ((Number) value).longValue();
    }
    return value instanceof Float number ? (Object) number.doubleValue() : value;
  }

  /** The map under the path, made where it is missing. */
  @SuppressWarnings("unchecked") // copies have string keys only
  static Map<String, @Nullable Object> child(Map<String, @Nullable Object> map, String... path) {
    Map<String, @Nullable Object> current = map;
    for (String key : path) {
      Object next = current.get(key);
      if (!(next instanceof Map<?, ?>)) {
        next = new LinkedHashMap<String, @Nullable Object>();
        current.put(key, next);
      }
      current = (Map<String, @Nullable Object>) next;
    }
    return current;
  }

  /** The value as a map, empty if it is none. */
  @SuppressWarnings("unchecked") // copies have string keys only
  static Map<String, @Nullable Object> map(@Nullable Object value) {
    return value instanceof Map<?, ?> map ? (Map<String, @Nullable Object>) map : Map.of();
  }

  /** The value under the path as a map to read, empty if there is none. */
  static Map<String, @Nullable Object> map(KubeObject object, String... path) {
    return map(object.at(path).orElse(null));
  }

  static Optional<String> text(@Nullable Object value) {
    return value instanceof String text ? Optional.of(text) : Optional.empty();
  }

  /** A map in the order given: key, value, key, value... */
  static Map<String, @Nullable Object> of(Object... pairs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      map.put(String.valueOf(pairs[i]), copyOf(pairs[i + 1]));
    }
    return map;
  }
}
