package io.maglev.distro.yaml;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * JSON as Go's {@code encoding/json} reads and writes it. Values are Map, Iterable, String,
 * Boolean, Number and null.
 */
public final class GoJson {
  private GoJson() {}

  /**
   * {@code json.Marshal}: keys sorted by their bytes, {@code <}, {@code >} and {@code &} escaped.
   *
   * @throws YamlException for NaN, infinities, foreign types and excessive depth
   */
  public static String write(@Nullable Object value) {
    return new JsonWriter(true, false).write(value);
  }

  /**
   * As {@link #write} without the HTML escapes: sprig's {@code toRawJson}.
   *
   * @throws YamlException as {@link #write}
   */
  public static String writeRaw(@Nullable Object value) {
    return new JsonWriter(false, false).write(value);
  }

  /**
   * {@code json.MarshalIndent} with two spaces: sprig's {@code toPrettyJson}.
   *
   * @throws YamlException as {@link #write}
   */
  public static String writeIndented(@Nullable Object value) {
    return new JsonWriter(true, true).write(value);
  }

  /**
   * {@code json.Unmarshal} into an {@code interface{}}: numbers are Double.
   *
   * @throws YamlException with Go's error text
   */
  public static @Nullable Object read(String text) {
    JsonParser parser = new JsonParser(text, false);
    Object value = parser.parse();
    parser.checkRange();
    return value;
  }

  /**
   * As {@link #read}, with whole numbers that fit as Long: Kubernetes' untyped form.
   *
   * @throws YamlException with Go's error text
   */
  public static @Nullable Object readWhole(String text) {
    JsonParser parser = new JsonParser(text, true);
    Object value = parser.parse();
    parser.checkRange();
    return value;
  }

  /**
   * {@code json.Unmarshal} into a map; {@code null} is an empty one.
   *
   * @throws YamlException with Go's error text
   */
  public static Map<String, @Nullable Object> readMap(String text) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    readInto(map, text);
    return map;
  }

  /**
   * {@code json.Unmarshal} into a map that is there, in which all stays that could be read although
   * a number was too large.
   *
   * @return whether there is anything but {@code null}
   * @throws YamlException with Go's error text
   */
  @SuppressWarnings("unchecked") // the parser makes string keys only
  public static boolean readInto(Map<String, @Nullable Object> target, String text) {
    JsonParser parser = new JsonParser(text, false);
    Object value = parser.parse();
    if (value != null && !(value instanceof Map)) {
      throw wrongRoot(value, "map[string]interface {}");
    }
    if (value != null) {
      target.putAll((Map<String, @Nullable Object>) value);
    }
    parser.checkRange();
    return value != null;
  }

  /**
   * {@code json.Unmarshal} into a slice; {@code null} is none.
   *
   * @throws YamlException with Go's error text
   */
  @SuppressWarnings("unchecked") // a list of anything
  public static Optional<List<@Nullable Object>> readList(String text) {
    JsonParser parser = new JsonParser(text, false);
    Object value = parser.parse();
    if (value != null && !(value instanceof List)) {
      throw wrongRoot(value, "[]interface {}");
    }
    parser.checkRange();
    return Optional.ofNullable((List<@Nullable Object>) value);
  }

  private static YamlException wrongRoot(Object value, String goType) {
    String problem = "json: cannot unmarshal " + kindOf(value) + " into Go value of type " + goType;
    return YamlException.reading("JSON", "", 1, 1, problem, problem);
  }

  /** What {@code encoding/json} calls the JSON form of a value in its type errors. */
  static String kindOf(@Nullable Object value) {
    if (value instanceof Map) {
      return "object";
    }
    if (value instanceof List) {
      return "array";
    }
    if (value instanceof Boolean) {
      return "bool";
    }
    if (value instanceof Number) {
      return "number";
    }
    return value == null ? "null" : "string";
  }
}
