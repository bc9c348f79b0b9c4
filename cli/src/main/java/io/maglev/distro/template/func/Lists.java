package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoList;
import io.maglev.distro.template.GoUint8;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Values seen as Go slices. */
final class Lists {
  /** What Go's runtime says when sprig asks nil for its type. */
  static final String NIL_DEREFERENCE =
      "runtime error: invalid memory address or nil pointer dereference";

  /** No function makes more elements out of a number, as templates are untrusted. */
  private static final int MAX_COUNTED = 1_000_000;

  private Lists() {}

  /**
   * The elements of a slice.
   *
   * @param complaint what to say of a value that is none, before the name of its kind
   */
  @SuppressWarnings("unchecked") // any element type is an Object
  static List<@Nullable Object> of(@Nullable Object value, String complaint) {
    if (value == null) {
      throw new FunctionException(NIL_DEREFERENCE);
    }
    if (value instanceof List<?> list) {
      return (List<@Nullable Object>) list;
    }
    if (value instanceof byte[] bytes) {
      List<@Nullable Object> elements = new ArrayList<>(bytes.length);
      for (byte b : bytes) {
        elements.add(new GoUint8(b & 0xFF));
      }
      return elements;
    }
    throw new FunctionException(complaint + " " + GoKind.of(value).goName());
  }

  /** {@code sprig.untilStep}: the {@code []int} from start to stop, without stop. */
  static List<Long> range(long start, long stop, long step) {
    boolean downwards = stop < start;
    if (downwards ? step >= 0 : step <= 0) {
      return List.of();
    }
    List<Long> numbers = new ArrayList<>();
    for (long i = start; downwards ? i > stop : i < stop; i += step) {
      if (numbers.size() == MAX_COUNTED) {
        throw new FunctionException(
            "counting from " + start + " to " + stop + " exceeds the limit of " + MAX_COUNTED);
      }
      numbers.add(i);
    }
    return numbers;
  }

  static GoList ints(List<Long> numbers) {
    return new GoList("int", numbers.stream().map(GoInt::new).toList());
  }
}
