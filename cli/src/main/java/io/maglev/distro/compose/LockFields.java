package io.maglev.distro.compose;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One JSON object of a lock, whose keys must be exactly those expected. Every method throws {@link
 * LockFormatException} for what is not as expected.
 *
 * @param path where it is, for messages
 */
record LockFields(String path, Map<?, ?> json) {

  static LockFields of(String path, @Nullable Object value, String... keys) {
    return ofOptional(path, value, Set.of(), keys);
  }

  /** As {@link #of}, where some keys may be there or not. */
  static LockFields ofOptional(
      String path, @Nullable Object value, Set<String> optional, String... keys) {
    if (!(value instanceof Map<?, ?> map)) {
      throw new LockFormatException(path + " is no object");
    }
    Set<Object> unexpected = new TreeSet<>(map.keySet());
    unexpected.removeAll(optional);
    Arrays.asList(keys).forEach(unexpected::remove);
    if (!unexpected.isEmpty()) {
      throw new LockFormatException(path + " has unknown keys " + unexpected);
    }
    for (String key : keys) {
      if (!map.containsKey(key)) {
        throw new LockFormatException(path + " has no " + key);
      }
    }
    return new LockFields(path, map);
  }

  boolean has(String key) {
    return json.containsKey(key);
  }

  String text(String key) {
    if (json.get(key) instanceof String text) {
      return text;
    }
    throw new LockFormatException(path + "." + key + " is no text");
  }

  boolean flag(String key) {
    if (json.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw new LockFormatException(path + "." + key + " is neither true nor false");
  }

  /** A whole number that is not negative. */
  long count(String key) {
    if (json.get(key) instanceof Double number
        && number >= 0
        && number == Math.rint(number)
        && number < 9e15) {
      return number.longValue();
    }
    throw new LockFormatException(path + "." + key + " is no whole number");
  }

  Digest digest(String key) {
    try {
      return Digest.parse(text(key));
    } catch (DistroException e) {
      throw new LockFormatException(path + "." + key + " is no digest");
    }
  }

  /** The text as a constant of ours. */
  <T> T named(String key, Function<String, Optional<T>> names) {
    return named(path + "." + key, text(key), names);
  }

  static <T> T named(String path, String text, Function<String, Optional<T>> names) {
    return names
        .apply(text)
        .orElseThrow(() -> new LockFormatException(path + " is '" + text + "', which is unknown"));
  }

  @SuppressWarnings("unchecked") // JSON objects have string keys
  Map<String, @Nullable Object> map(String key) {
    if (json.get(key) instanceof Map<?, ?> map) {
      return (Map<String, @Nullable Object>) map;
    }
    throw new LockFormatException(path + "." + key + " is no object");
  }

  List<String> texts(String key) {
    return elements(
        key,
        (name, element) -> {
          if (element instanceof String text) {
            return text;
          }
          throw new LockFormatException(name + " is no text");
        });
  }

  <T> List<T> elements(String key, ElementReader<T> reader) {
    if (!(json.get(key) instanceof List<?> list)) {
      throw new LockFormatException(path + "." + key + " is no list");
    }
    List<T> read = new ArrayList<>();
    for (Object element : list) {
      read.add(reader.read(path + "." + key + "[" + read.size() + "]", element));
    }
    return List.copyOf(read);
  }

  /** Reads one element of a list. */
  interface ElementReader<T> {
    T read(String path, @Nullable Object element);
  }
}
