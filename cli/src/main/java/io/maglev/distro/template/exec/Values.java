package io.maglev.distro.template.exec;

import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoKind;
import io.maglev.distro.template.GoNilMap;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoStringMap;
import io.maglev.distro.template.GoStrings;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.GoTyped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the evaluator tells apart beyond the values themselves. Java's null is Go's invalid
 * reflect.Value, printed {@code <no value>}; a nil held in an interface {} is {@link #NIL}.
 */
final class Values {
  /** A nil of static type interface {}: fields of it are errors, unlike fields of no value. */
  static final Object NIL = new Object();

  /** No value comes down the pipeline. */
  static final Object MISSING = new Object();

  private Values() {}

  /** The value inside an interface {}. */
  static @Nullable Object unboxed(@Nullable Object value) {
    return value == NIL ? null : value;
  }

  /** Whether the elements of a map or list have the static type interface {}. */
  static boolean hasBoxedElements(Object collection) {
    return !(collection instanceof GoTyped typed)
        || (collection instanceof Map && !(collection instanceof GoStringMap))
        || typed.goTypeName().equals("[]interface {}");
  }

  /** The zero value of a map's elements. */
  static Object zeroElement(Map<?, ?> map) {
    return map instanceof GoStringMap ? "" : NIL;
  }

  /** Whether a value that is not nil can be assigned to the type. */
  static boolean isAssignable(Object value, GoType type) {
    return switch (type) {
      case ANY, OBJECT -> true;
      case BOOL -> value instanceof Boolean;
      case STRING -> value instanceof String;
      case INT -> value instanceof GoInt;
      case INT64 -> value instanceof Long;
      case FLOAT64 -> value instanceof Double;
      case MAP -> isGenericMap(value);
      case STRING_MAP -> value instanceof GoStringMap;
      case LIST -> value instanceof List && !(value instanceof GoTyped);
      case STRINGS -> value instanceof GoStrings;
      case BYTES -> value instanceof byte[];
    };
  }

  /** Named map types count, since their underlying type is the same. */
  private static boolean isGenericMap(Object value) {
    return value instanceof Map
        && !(value instanceof GoStringMap)
        && (!(value instanceof GoObject object) || object.isGenericMap());
  }

  static boolean canBeNil(GoType type) {
    return switch (type) {
      case ANY, OBJECT, MAP, STRING_MAP, LIST, STRINGS, BYTES -> true;
      case BOOL, STRING, INT, INT64, FLOAT64 -> false;
    };
  }

  /** The nil of a type; those of maps and slices are as good as empty ones. */
  static @Nullable Object nilOf(GoType type) {
    return switch (type) {
      case MAP -> GoNilMap.INSTANCE;
      case STRING_MAP -> new GoStringMap(Map.of());
      case LIST -> new ArrayList<Object>();
      case STRINGS -> new GoStrings(List.of());
      case BYTES -> new byte[0];
      case ANY, OBJECT, BOOL, STRING, INT, INT64, FLOAT64 -> null;
    };
  }

  /** The name of a value's type after Go has followed the pointer to it. */
  static String targetTypeName(Object value) {
    String name = GoKind.typeNameOf(value);
    return name.startsWith("*") ? name.substring(1) : name;
  }

  /** The name of a value's type in an error message about it. */
  static String typeName(Object value, boolean isBoxed) {
    return isBoxed || value == NIL ? GoType.ANY.goName() : GoKind.typeNameOf(value);
  }
}
