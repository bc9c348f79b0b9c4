package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoUint8;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.GoFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a range iterates over: the elements of lists, maps, bytes, and the numbers below a number.
 */
final class Elements {
  private Elements() {}

  /** Takes one element after the other. */
  interface Visitor {
    /**
     * Takes an element.
     *
     * @param isBoxed whether it has the static type interface {}
     * @return whether to go on
     */
    boolean visit(@Nullable Object index, @Nullable Object element, boolean isBoxed);
  }

  /**
   * Visits the elements in Go's order.
   *
   * @return whether there were any
   * @throws FunctionException if the value has no elements
   */
  static boolean visit(@Nullable Object value, Visitor visitor) {
    if (value instanceof Map<?, ?> map) {
      return visitMap(map, visitor);
    }
    if (value instanceof List<?> list) {
      return visitList(list, visitor);
    }
    if (value == null) {
      return false;
    }
    return switch (GoKind.of(value)) {
      case INT -> count(value, ((GoInt) value).value(), visitor);
      case INT64 -> count(value, (Long) value, visitor);
      case UINT8 -> count(value, ((GoUint8) value).value(), visitor);
      case BYTES -> visitBytes((byte[]) value, visitor);
      default -> throw new FunctionException("range can't iterate over " + GoFormat.sprint(value));
    };
  }

  /** Whether a value is a number, which gives elements but no indexes. */
  static boolean isCount(@Nullable Object value) {
    return value instanceof GoInt || value instanceof Long || value instanceof GoUint8;
  }

  private static boolean visitMap(Map<?, ?> map, Visitor visitor) {
    // Keys and values are fixed now: the body may change the map.
    String[] keys = map.keySet().toArray(new String[0]);
    Arrays.sort(keys, Utf8.ORDER);
    Object[] values = new Object[keys.length];
    for (int i = 0; i < keys.length; i++) {
      values[i] = map.get(keys[i]);
    }
    boolean isBoxed = Values.hasBoxedElements(map);
    for (int i = 0; i < keys.length; i++) {
      if (!visitor.visit(keys[i], values[i], isBoxed)) {
        break;
      }
    }
    return keys.length > 0;
  }

  private static boolean visitList(List<?> list, Visitor visitor) {
    boolean isBoxed = Values.hasBoxedElements(list);
    int size = list.size();
    for (int i = 0; i < size; i++) {
      if (!visitor.visit(new GoInt(i), list.get(i), isBoxed)) {
        break;
      }
    }
    return size > 0;
  }

  private static boolean visitBytes(byte[] bytes, Visitor visitor) {
    for (int i = 0; i < bytes.length; i++) {
      if (!visitor.visit(new GoInt(i), new GoUint8(bytes[i] & 0xFF), false)) {
        break;
      }
    }
    return bytes.length > 0;
  }

  private static boolean count(Object value, long count, Visitor visitor) {
    for (long i = 0; i < count; i++) {
      if (!visitor.visit(null, like(value, i), false)) {
        break;
      }
    }
    return count > 0;
  }

  private static Object like(Object value, long number) {
    if (value instanceof GoInt) {
      return new GoInt(number);
    }
    return value instanceof Long ? (Object) number : new GoUint8((int) number);
  }
}
