package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoUint8;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.template.fmt.GoFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The builtins eq, lt and le, which the others follow from. */
final class Comparison {
  /** Go's basicKind: what may be compared with what. */
  private enum Basic {
    NONE,
    BOOL,
    COMPLEX,
    INT,
    FLOAT,
    STRING,
    UINT
  }

  private Comparison() {}

  private static Basic basic(@Nullable Object value) {
    return switch (GoKind.of(value)) {
      case BOOL -> Basic.BOOL;
      case INT, INT64 -> Basic.INT;
      case UINT8 -> Basic.UINT;
      case FLOAT64 -> Basic.FLOAT;
      case COMPLEX128 -> Basic.COMPLEX;
      case STRING -> Basic.STRING;
      default -> Basic.NONE;
    };
  }

  /** Whether the first value equals any of the others. */
  static boolean equal(@Nullable Object first, List<@Nullable Object> others) {
    if (others.isEmpty()) {
      throw new FunctionException("missing argument for comparison");
    }
    for (Object other : others) {
      if (equal(first, other)) {
        return true;
      }
    }
    return false;
  }

  /** Whether two values are equal; values of different kinds are an error unless one is nil. */
  static boolean equal(@Nullable Object left, @Nullable Object right) {
    if (left instanceof String a && right instanceof String b) {
      return a.equals(b);
    }
    Basic kind = basic(left);
    Basic other = basic(right);
    if (kind != other) {
      if (isWhole(kind) && isWhole(other)) {
        return whole(left) == whole(right);
      }
      if (left != null && right != null) {
        throw incompatible(left, right);
      }
      return false;
    }
    return switch (kind) {
      case INT, UINT -> whole(left) == whole(right);
      case FLOAT -> floating(left) == floating(right);
      case NONE -> equalComposites(left, right);
      default -> left != null && left.equals(right);
    };
  }

  private static boolean isWhole(Basic kind) {
    return kind == Basic.INT || kind == Basic.UINT;
  }

  private static boolean equalComposites(@Nullable Object left, @Nullable Object right) {
    if (left == null || right == null) {
      return left == right;
    }
    GoKind kind = GoKind.of(left);
    GoKind other = GoKind.of(right);
    if (!kind.goName().equals(other.goName())) {
      throw new FunctionException(
          GoFormat.sprintf("non-comparable types %s: ", List.of(left))
              + GoKind.typeNameOf(left)
              + ", "
              + GoKind.typeNameOf(right)
              + ": "
              + GoFormat.sprint(right));
    }
    if (kind != GoKind.STRUCT && kind != GoKind.POINTER) {
      throw new FunctionException(
          GoFormat.sprintf("non-comparable type %s: ", List.of(right)) + GoKind.typeNameOf(right));
    }
    return left.equals(right);
  }

  /** Whether left is less than right. */
  static boolean less(@Nullable Object left, @Nullable Object right) {
    Basic kind = basic(left);
    Basic other = basic(right);
    if (kind == Basic.NONE || other == Basic.NONE) {
      throw new FunctionException("invalid type for comparison");
    }
    if (isWhole(kind) && isWhole(other)) {
      return whole(left) < whole(right);
    }
    if (kind != other && left != null && right != null) {
      throw incompatible(left, right);
    }
    return switch (kind) {
      case FLOAT -> floating(left) < floating(right);
      case STRING -> Utf8.compare(String.valueOf(left), String.valueOf(right)) < 0;
      default -> throw new FunctionException("invalid type for comparison");
    };
  }

  static boolean lessOrEqual(@Nullable Object left, @Nullable Object right) {
    return less(left, right) || equal(left, right);
  }

  /** Every unsigned number of templates is a byte, so all fit a long. */
  private static long whole(@Nullable Object value) {
    if (value instanceof GoInt number) {
      return number.value();
    }
    if (value instanceof GoUint8 number) {
      return number.value();
    }
    return value instanceof Long number ? number : 0;
  }

  private static double floating(@Nullable Object value) {
    return value instanceof Double number ? number : 0;
  }

  private static FunctionException incompatible(Object left, Object right) {
    return new FunctionException(
        "incompatible types for comparison: "
            + GoKind.typeNameOf(left)
            + " and "
            + GoKind.typeNameOf(right));
  }
}
