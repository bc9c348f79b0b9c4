package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.parse.Node;
import org.jspecify.annotations.Nullable;

/**
 * Checks arguments against parameter types. Failures are FunctionExceptions without a place, which
 * the executor adds.
 */
final class Conversions {
  private Conversions() {}

  /** Go's validateType: the value, if it can be assigned to the type. */
  static @Nullable Object checked(@Nullable Object value, GoType type) {
    if (type == GoType.ANY || type == GoType.OBJECT) {
      return value;
    }
    if (value == null) {
      if (!Values.canBeNil(type)) {
        throw new FunctionException("invalid value; expected " + type.goName());
      }
      return Values.nilOf(type);
    }
    if (value == Values.NIL || !Values.isAssignable(value, type)) {
      throw new FunctionException(
          "wrong type for value; expected "
              + type.goName()
              + "; got "
              + Values.typeName(value, false));
    }
    return type == GoType.MAP && value instanceof GoObject named ? named.unnamed() : value;
  }

  /** The nil literal as a parameter of some type. */
  static @Nullable Object nil(GoType type) {
    if (!Values.canBeNil(type)) {
      throw new FunctionException("cannot assign nil to " + type.goName());
    }
    return Values.nilOf(type);
  }

  /** A literal as a parameter of some type; untyped numbers become what is asked for. */
  static Object constant(Node literal, GoType type) {
    return switch (type) {
      case ANY, OBJECT -> any(literal);
      case BOOL -> bool(literal);
      case STRING -> string(literal);
      case INT -> new GoInt(integer(literal));
      case INT64 -> integer(literal);
      case FLOAT64 -> floating(literal);
      case MAP, STRING_MAP, LIST, STRINGS, BYTES ->
          throw new FunctionException(
              "can't handle " + literal + " for arg of type " + type.goName());
    };
  }

  private static Object any(Node literal) {
    if (literal instanceof Node.Numeral number) {
      return ideal(number);
    }
    if (literal instanceof Node.Literal string) {
      return string.value();
    }
    if (literal instanceof Node.Bool bool) {
      return bool.value();
    }
    throw new FunctionException(
        "can't handle assignment of " + literal + " to empty interface argument");
  }

  /** The value of a number where no type is asked for. */
  static Object ideal(Node.Numeral number) {
    Object value = number.ideal();
    if (value == null) {
      throw new FunctionException(number + " overflows int");
    }
    return value;
  }

  private static boolean bool(Node literal) {
    if (literal instanceof Node.Bool bool) {
      return bool.value();
    }
    throw unexpected("bool", literal);
  }

  private static String string(Node literal) {
    if (literal instanceof Node.Literal string) {
      return string.value();
    }
    throw unexpected("string", literal);
  }

  private static long integer(Node literal) {
    if (literal instanceof Node.Numeral number) {
      Long value = number.literal().integer();
      if (value != null) {
        return value;
      }
    }
    throw unexpected("integer", literal);
  }

  private static double floating(Node literal) {
    if (literal instanceof Node.Numeral number) {
      Double value = number.literal().floating();
      if (value != null) {
        return value;
      }
    }
    throw unexpected("float", literal);
  }

  private static FunctionException unexpected(String wanted, Node found) {
    return new FunctionException("expected " + wanted + "; found " + found);
  }
}
