package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoUint8;
import io.maglev.distro.template.Utf8;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The builtins index and slice. Strings are indexed by bytes.
 *
 * <p>Go's slice refuses an index that comes from a map or list, because it is held in an interface
 * {}; here it counts as the number it is. Helm's templates never see this slice but sprig's.
 */
final class Indexing {
  private Indexing() {}

  /** {@code index x 1 2} is {@code x[1][2]}. */
  static @Nullable Object index(@Nullable Object collection, List<@Nullable Object> indexes) {
    if (collection == null) {
      throw new FunctionException("index of untyped nil");
    }
    Object item = collection;
    for (Object index : indexes) {
      if (item == null) {
        throw new FunctionException("index of nil pointer");
      }
      item = element(item, index);
    }
    return item;
  }

  private static @Nullable Object element(Object item, @Nullable Object index) {
    if (item instanceof Map<?, ?> map) {
      Object value = map.get(key(index));
      return value == null ? Values.unboxed(Values.zeroElement(map)) : value;
    }
    if (item instanceof List<?> list) {
      return list.get(within(index, list.size(), "slice"));
    }
    if (item instanceof String text) {
      byte[] bytes = Utf8.bytes(text);
      return new GoUint8(bytes[within(index, bytes.length, "string")] & 0xFF);
    }
    if (item instanceof byte[] bytes) {
      return new GoUint8(bytes[within(index, bytes.length, "slice")] & 0xFF);
    }
    throw new FunctionException("can't index item of type " + Values.targetTypeName(item));
  }

  private static String key(@Nullable Object index) {
    if (index instanceof String key) {
      return key;
    }
    throw new FunctionException(
        index == null
            ? "value is nil; should be of type string"
            : "value has type " + GoKind.typeNameOf(index) + "; should be string");
  }

  /** Go checks indexes as if they were bounds, so one too many fails only in reflect. */
  private static int within(@Nullable Object index, int size, String what) {
    int position = position(index, size);
    if (position == size) {
      throw new FunctionException("reflect: " + what + " index out of range");
    }
    return position;
  }

  private static int position(@Nullable Object index, int capacity) {
    long value;
    if (index instanceof GoInt number) {
      value = number.value();
    } else if (index instanceof Long number) {
      value = number;
    } else if (index instanceof GoUint8 number) {
      value = number.value();
    } else {
      throw new FunctionException(
          index == null
              ? "cannot index slice/array with nil"
              : "cannot index slice/array with type " + GoKind.typeNameOf(index));
    }
    if (value < 0 || value > capacity) {
      throw new FunctionException("index out of range: " + value);
    }
    return (int) value;
  }

  /** {@code slice x 1 2} is {@code x[1:2]}. */
  static Object slice(@Nullable Object item, List<@Nullable Object> indexes) {
    if (item == null) {
      throw new FunctionException("slice of untyped nil");
    }
    if (indexes.size() > 3) {
      throw new FunctionException("too many slice indexes: " + indexes.size());
    }
    int length = sliceLength(item, indexes.size());
    int[] bounds = {0, length, length};
    for (int i = 0; i < indexes.size(); i++) {
      bounds[i] = position(indexes.get(i), length);
    }
    for (int i = 0; i < Math.max(1, indexes.size() - 1); i++) {
      if (bounds[i] > bounds[i + 1]) {
        throw new FunctionException("invalid slice index: " + bounds[i] + " > " + bounds[i + 1]);
      }
    }
    return part(item, bounds[0], bounds[1]);
  }

  private static int sliceLength(Object item, int indexes) {
    if (item instanceof String text) {
      if (indexes == 3) {
        throw new FunctionException("cannot 3-index slice a string");
      }
      return Utf8.length(text);
    }
    if (item instanceof List<?> list) {
      return list.size();
    }
    if (item instanceof byte[] bytes) {
      return bytes.length;
    }
    throw new FunctionException("can't slice item of type " + Values.targetTypeName(item));
  }

  private static Object part(Object item, int from, int to) {
    if (item instanceof String text) {
      return Utf8.slice(text, from, to);
    }
    if (item instanceof byte[] bytes) {
      return Arrays.copyOfRange(bytes, from, to);
    }
    return ((List<?>) item).subList(from, to);
  }
}
