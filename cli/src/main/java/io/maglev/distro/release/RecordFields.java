package io.maglev.distro.release;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Takes known fields out of one JSON object, so that what is left over is what this tool does not
 * know. A field that is missing or null reads as Go's zero value. Not thread-safe.
 */
final class RecordFields {
  private final Map<String, @Nullable Object> rest;

  RecordFields(Map<?, ?> object) {
    rest = new LinkedHashMap<>();
    object.forEach((key, value) -> rest.put(String.valueOf(key), value));
  }

  String text(String name) {
    return take(name, String.class).orElse("");
  }

  int number(String name) {
    return Math.toIntExact(longNumber(name));
  }

  long longNumber(String name) {
    return take(name, Number.class).map(Number::longValue).orElse(0L);
  }

  boolean flag(String name) {
    return take(name, Boolean.class).orElse(false);
  }

  Optional<OffsetDateTime> time(String name) {
    return RecordTime.parse(text(name));
  }

  /** The object under the name as fields to take from. */
  RecordFields fields(String name) {
    return new RecordFields(map(name));
  }

  @SuppressWarnings("unchecked") // a JSON object has string keys only
  Map<String, @Nullable Object> map(String name) {
    return (Map<String, @Nullable Object>) take(name, Map.class).orElseGet(LinkedHashMap::new);
  }

  List<RecordFields> list(String name) {
    List<RecordFields> list = new ArrayList<>();
    for (Object element : take(name, List.class).orElseGet(ArrayList::new)) {
      if (!(element instanceof Map<?, ?> map)) {
        throw wrong(name);
      }
      list.add(new RecordFields(map));
    }
    return list;
  }

  List<String> texts(String name) {
    List<String> list = new ArrayList<>();
    for (Object element : take(name, List.class).orElseGet(ArrayList::new)) {
      if (!(element instanceof String text)) {
        throw wrong(name);
      }
      list.add(text);
    }
    return list;
  }

  /** What nobody took. */
  Map<String, @Nullable Object> rest() {
    return rest;
  }

  private <T> Optional<T> take(String name, Class<T> type) {
    Object value = rest.remove(name);
    if (value == null) {
      return Optional.empty();
    }
    if (!type.isInstance(value)) {
      throw wrong(name);
    }
    return Optional.of(type.cast(value));
  }

  private static RecordException wrong(String name) {
    return RecordException.unreadable("field '" + name + "' is of the wrong type", null);
  }
}
