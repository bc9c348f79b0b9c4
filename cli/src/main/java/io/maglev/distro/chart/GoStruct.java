package io.maglev.distro.chart;

import io.maglev.distro.yaml.GoNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A YAML map read into the fields of a Go struct, as {@code sigs.k8s.io/yaml} and {@code
 * encoding/json} do: field names match in any case, numbers and booleans become text where the
 * field is text, null is the zero value, and a value of another type is refused with Go's message.
 * Immutable.
 *
 * <p>Go reports the field that comes first in the alphabet; so should the order of calls be.
 */
public final class GoStruct {
  private static final String PREFIX = "error unmarshaling JSON: while decoding JSON: ";

  private final String structName;
  private final String path;
  private final Map<String, @Nullable Object> map;

  private GoStruct(String structName, String path, Map<String, @Nullable Object> map) {
    this.structName = structName;
    this.path = path;
    this.map = map;
  }

  /**
   * The root of a document.
   *
   * @param goType with its package, e.g. {@code chart.Metadata}
   * @throws GoTypeException if it is no map; null is an empty one
   */
  public static GoStruct of(String goType, @Nullable Object document) {
    if (document != null && !(document instanceof Map)) {
      throw new GoTypeException(
          PREFIX + "json: cannot unmarshal " + kind(document) + " into Go value of type " + goType);
    }
    return new GoStruct(goType.substring(goType.indexOf('.') + 1), "", entries(document));
  }

  /** Whether the field is there and not null. */
  public boolean has(String field) {
    return value(field) != null;
  }

  /** A string field, empty if it is not there. */
  public String string(String field) {
    return text(field, value(field));
  }

  /** A boolean field, false if it is not there. */
  public boolean bool(String field) {
    Object value = value(field);
    if (value != null && !(value instanceof Boolean)) {
      throw mismatch(field, value, "bool");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A {@code []string} field. */
  public List<String> strings(String field) {
    List<String> strings = new ArrayList<>();
    for (Object element : list(field, "[]string")) {
      strings.add(text(field, element));
    }
    return strings;
  }

  /** A {@code map[string]string} field. */
  public Map<String, String> stringMap(String field) {
    Object value = value(field);
    if (value != null && !(value instanceof Map)) {
      throw mismatch(field, value, "map[string]string");
    }
    Map<String, String> strings = new LinkedHashMap<>();
    entries(value).forEach((key, element) -> strings.put(key, text(field, element)));
    return strings;
  }

  /** A {@code []interface {}} field. */
  public List<@Nullable Object> values(String field) {
    return list(field, "[]interface {}");
  }

  /** A field that is a struct, empty if it is not there. */
  public GoStruct struct(String field, String goType) {
    return nested(field, value(field), goType);
  }

  /** A field of pointers to structs; null elements stay null. */
  public List<@Nullable GoStruct> structs(String field, String goType) {
    List<@Nullable GoStruct> structs = new ArrayList<>();
    for (Object element : list(field, "[]*" + goType)) {
      structs.add(element == null ? null : nested(field, element, goType));
    }
    return structs;
  }

  private GoStruct nested(String field, @Nullable Object value, String goType) {
    if (value != null && !(value instanceof Map)) {
      throw mismatch(field, value, goType);
    }
    // an anonymous struct has no name to show
    String name = goType.startsWith("struct ") ? "" : goType.substring(goType.indexOf('.') + 1);
    return new GoStruct(name, path + field + ".", entries(value));
  }

  @SuppressWarnings("unchecked") // any element type is an Object
  private List<@Nullable Object> list(String field, String goType) {
    Object value = value(field);
    if (value == null) {
      return List.of();
    }
    if (!(value instanceof List)) {
      throw mismatch(field, value, goType);
    }
    return (List<@Nullable Object>) value;
  }

  private String text(String field, @Nullable Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof String || value instanceof Boolean || value instanceof Long) {
      return value.toString();
    }
    if (value instanceof Double number) {
      return GoNumber.general32(number);
    }
    throw mismatch(field, value, "string");
  }

  /** The exact name wins; else, as in Go, the last in the alphabet that differs in case only. */
  private @Nullable Object value(String field) {
    if (map.containsKey(field)) {
      return map.get(field);
    }
    return map.keySet().stream()
        .filter(key -> key.toLowerCase(Locale.ROOT).equals(field.toLowerCase(Locale.ROOT)))
        .max(String::compareTo)
        .map(map::get)
        .orElse(null);
  }

  private GoTypeException mismatch(String field, Object value, String goType) {
    return new GoTypeException(
        PREFIX
            + "json: cannot unmarshal "
            + kind(value)
            + " into Go struct field "
            + structName
            + "."
            + path
            + field
            + " of type "
            + goType);
  }

  private static String kind(Object value) {
    if (value instanceof Map) {
      return "object";
    }
    if (value instanceof List) {
      return "array";
    }
    if (value instanceof String) {
      return "string";
    }
    return value instanceof Boolean ? "bool" : "number";
  }

  @SuppressWarnings("unchecked") // YAML maps have string keys only
  private static Map<String, @Nullable Object> entries(@Nullable Object value) {
    return value == null ? Map.of() : (Map<String, @Nullable Object>) value;
  }
}
