package io.maglev.distro.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What sort of Go value a Java value stands for: Go's {@code reflect.Kind}. */
public enum GoKind {
  INVALID("invalid", "<nil>"),
  BOOL("bool", "bool"),
  INT("int", "int"),
  INT64("int64", "int64"),
  UINT8("uint8", "uint8"),
  FLOAT64("float64", "float64"),
  COMPLEX128("complex128", "complex128"),
  STRING("string", "string"),
  MAP("map", "map[string]interface {}"),
  SLICE("slice", "[]interface {}"),
  /** A {@code []byte}; its kind is slice too, but it is no List in Java. */
  BYTES("slice", "[]uint8"),
  STRUCT("struct", "struct {}"),
  POINTER("ptr", "*struct {}");

  private final String goName;
  private final String typeName;

  GoKind(String goName, String typeName) {
    this.goName = goName;
    this.typeName = typeName;
  }

  /** As sprig's {@code kindOf} prints it. */
  public String goName() {
    return goName;
  }

  /** The kind of a value; null is {@code INVALID}. */
  public static GoKind of(@Nullable Object value) {
    if (value == null) {
      return INVALID;
    }
    if (value instanceof String) {
      return STRING;
    }
    if (value instanceof Map) {
      return MAP;
    }
    if (value instanceof List) {
      return SLICE;
    }
    return ofScalar(value);
  }

  private static GoKind ofScalar(Object value) {
    if (value instanceof Boolean) {
      return BOOL;
    }
    if (value instanceof GoInt) {
      return INT;
    }
    if (value instanceof Double) {
      return FLOAT64;
    }
    if (value instanceof Long) {
      return INT64;
    }
    return ofRare(value);
  }

  private static GoKind ofRare(Object value) {
    if (value instanceof GoUint8) {
      return UINT8;
    }
    if (value instanceof byte[]) {
      return BYTES;
    }
    if (value instanceof GoComplex) {
      return COMPLEX128;
    }
    if (value instanceof GoTyped typed) {
      return typed.goTypeName().startsWith("*") ? POINTER : STRUCT;
    }
    throw new IllegalArgumentException("no Go type stands for " + value.getClass().getName());
  }

  /** The name of a value's type as Go prints it with {@code %T}; {@code <nil>} for null. */
  public static String typeNameOf(@Nullable Object value) {
    if (value instanceof GoTyped typed) {
      return typed.goTypeName();
    }
    return of(value).typeName;
  }

  /**
   * Whether a value is true to {@code if} and the like: neither nil, false, zero nor empty. Structs
   * and pointers are always true. Go's {@code template.IsTrue}.
   */
  public static boolean isTrue(@Nullable Object value) {
    if (value == null) {
      return false;
    }
    if (value instanceof Boolean bool) {
      return bool;
    }
    if (value instanceof String string) {
      return !string.isEmpty();
    }
    if (value instanceof Map<?, ?> map) {
      return !map.isEmpty();
    }
    if (value instanceof List<?> list) {
      return !list.isEmpty();
    }
    return isTrueNumber(value);
  }

  private static boolean isTrueNumber(Object value) {
    return switch (ofScalar(value)) {
      case INT -> ((GoInt) value).value() != 0;
      case INT64 -> (Long) value != 0;
      case UINT8 -> ((GoUint8) value).value() != 0;
      case FLOAT64 -> (Double) value != 0;
      case COMPLEX128 -> !value.equals(new GoComplex(0, 0));
      case BYTES -> ((byte[]) value).length > 0;
      default -> true;
    };
  }
}
