package io.maglev.distro.render;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoNilMap;
import io.maglev.distro.template.GoNilSlice;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoStringMap;
import io.maglev.distro.template.GoUint8;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Turns values of templates into the plain data that {@code encoding/json} would write: integers of
 * all sorts become Long, bytes base64, structs maps. What is plain already is not copied.
 */
final class PlainValues {
  /** Beyond this only a map that holds itself gets, which Go refuses, too. */
  private static final int MAX_DEPTH = 5_000;

  private PlainValues() {}

  /**
   * The plain form.
   *
   * @throws FunctionException if there is none
   */
  static @Nullable Object of(@Nullable Object value) {
    return of(value, 0);
  }

  private static @Nullable Object of(@Nullable Object value, int depth) {
    if (depth > MAX_DEPTH) {
      throw new FunctionException("json: unsupported value: encountered a cycle");
    }
    if (value instanceof PlainForm object) {
      return object.plain();
    }
    if (value instanceof Map<?, ?> map) {
      return map(map, depth);
    }
    if (value instanceof List<?> list) {
      return list(list, depth);
    }
    if (value instanceof GoInt number) {
      return number.value();
    }
    if (value instanceof GoUint8 number) {
      return (long) number.value();
    }
    if (value instanceof byte[] bytes) {
      return Base64.getEncoder().encodeToString(bytes);
    }
    return value instanceof GoObject object ? foreign(object, depth) : value;
  }

  private static @Nullable Map<?, ?> map(Map<?, ?> map, int depth) {
    if (map instanceof GoNilMap || map == GoStringMap.NIL) {
      return null;
    }
    Map<Object, @Nullable Object> changed = new LinkedHashMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      Object plain = of(entry.getValue(), depth + 1);
      if (plain != entry.getValue()) {
        changed.put(entry.getKey(), plain);
      }
    }
    if (changed.isEmpty()) {
      return map;
    }
    Map<Object, @Nullable Object> copy = new LinkedHashMap<>(map);
    copy.putAll(changed);
    return copy;
  }

  private static @Nullable Object list(List<?> list, int depth) {
    if (list instanceof GoNilSlice) {
      return null;
    }
    List<@Nullable Object> copy = new ArrayList<>(list.size());
    boolean same = true;
    for (Object element : list) {
      Object plain = of(element, depth + 1);
      same &= plain == element;
      copy.add(plain);
    }
    return same ? list : copy;
  }

  /** An object of the template functions: certificates have two fields, others are scalars. */
  private static @Nullable Object foreign(GoObject object, int depth) {
    if (object.field("Cert").isEmpty() || object.field("Key").isEmpty()) {
      return object.jsonForm();
    }
    Map<String, @Nullable Object> certificate = new LinkedHashMap<>();
    for (String name : List.of("Cert", "Key")) {
      object.field(name).ifPresent(field -> certificate.put(name, of(field.value(), depth + 1)));
    }
    return certificate;
  }
}
