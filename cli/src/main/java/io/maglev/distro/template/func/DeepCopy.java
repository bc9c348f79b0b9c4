package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoStringMap;
import io.maglev.distro.template.GoTyped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Copies maps and lists all the way down; what has a Go type of its own keeps it, as in Go's {@code
 * copystructure}. Lists and maps that know their Go type are immutable, but for generic maps.
 */
final class DeepCopy {
  private static final int MAX_DEPTH = 1000;

  private DeepCopy() {}

  static Object of(@Nullable Object value) {
    Object copy = copy(value, 0);
    if (copy == null) {
      throw new FunctionException("reflect: call of reflect.Value.Type on zero Value");
    }
    return copy;
  }

  private static @Nullable Object copy(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new FunctionException("values to copy nest deeper than " + MAX_DEPTH);
    }
    if (value instanceof GoObject object) {
      return value instanceof Map<?, ?> map && object.isGenericMap()
          ? object.around(copyOf(map, depth))
          : value;
    }
    if (value instanceof Map<?, ?> map && !(value instanceof GoStringMap)) {
      return copyOf(map, depth);
    }
    if (value instanceof List<?> list && !(value instanceof GoTyped)) {
      List<@Nullable Object> copy = new ArrayList<>(list.size());
      list.forEach(element -> copy.add(copy(element, depth + 1)));
      return copy;
    }
    return value instanceof byte[] bytes ? bytes.clone() : value;
  }

  private static Map<String, @Nullable Object> copyOf(Map<?, ?> map, int depth) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>();
    map.forEach((key, element) -> copy.put((String) key, copy(element, depth + 1)));
    return copy;
  }
}
