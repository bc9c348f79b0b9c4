package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoNilSlice;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Go's {@code reflect.DeepEqual}: equal types and equal contents, so 1 (int) is not 1.0. */
final class DeepEqual {
  private static final int MAX_DEPTH = 1000;

  private DeepEqual() {}

  static boolean test(@Nullable Object left, @Nullable Object right) {
    return test(left, right, 0);
  }

  private static boolean test(@Nullable Object left, @Nullable Object right, int depth) {
    if (left == null || right == null) {
      return left == right;
    }
    if (depth > MAX_DEPTH) {
      throw new FunctionException("values nest deeper than " + MAX_DEPTH);
    }
    if (!GoKind.typeNameOf(left).equals(GoKind.typeNameOf(right))) {
      return false;
    }
    if (left instanceof Double a && right instanceof Double b) {
      return a.doubleValue() == b.doubleValue();
    }
    if (left instanceof Map<?, ?> a && right instanceof Map<?, ?> b) {
      return maps(a, b, depth + 1);
    }
    if (left instanceof List<?> a && right instanceof List<?> b) {
      return lists(a, b, depth + 1);
    }
    if (left instanceof byte[] a && right instanceof byte[] b) {
      return Arrays.equals(a, b);
    }
    return left.equals(right);
  }

  private static boolean maps(Map<?, ?> left, Map<?, ?> right, int depth) {
    if (left == right) {
      return true;
    }
    if (left.size() != right.size()) {
      return false;
    }
    for (Map.Entry<?, ?> entry : left.entrySet()) {
      if (!right.containsKey(entry.getKey())
          || !test(entry.getValue(), right.get(entry.getKey()), depth)) {
        return false;
      }
    }
    return true;
  }

  private static boolean lists(List<?> left, List<?> right, int depth) {
    if (left instanceof GoNilSlice != right instanceof GoNilSlice) {
      return false;
    }
    if (left.size() != right.size()) {
      return false;
    }
    Iterator<?> others = right.iterator();
    for (Object element : left) {
      if (!test(element, others.next(), depth)) {
        return false;
      }
    }
    return true;
  }
}
