package io.maglev.distro.template;

import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A value that is neither scalar, map nor list: {@code .Files}, {@code .Chart}, a certificate. It
 * decides itself what templates may see of it; there is no reflection.
 *
 * <p>Printed, it is its {@code toString()}. One that is also a Map or a List is treated as such
 * beside its methods, as a named Go map type would be.
 */
public interface GoObject extends GoTyped {

  /** The exported field of that name; the outer Optional is empty if there is none. */
  default Optional<Field> field(String name) {
    return Optional.empty();
  }

  /** The exported method of that name, a function of its arguments. */
  default Optional<TemplateFunction> method(String name) {
    return Optional.empty();
  }

  /**
   * Whether its underlying Go type is {@code map[string]interface {}}, so that it can be given to
   * functions that want such a map; only for objects that are Maps.
   */
  default boolean isGenericMap() {
    return false;
  }

  /**
   * What a function gets that wants a {@code map[string]interface {}}: the very map, whose type has
   * no name any more, as Go assigns it; only for those that are generic maps.
   */
  default Object unnamed() {
    return this;
  }

  /**
   * Its type around other elements, as Go's reflection makes a map of the same type; what is
   * immutable need not be copied.
   */
  default Object around(Map<String, @Nullable Object> elements) {
    return this;
  }

  /** What {@code encoding/json} makes of it, where that is a scalar. */
  default Object jsonForm() {
    return toString();
  }

  /**
   * A field's value; a record of its own so that a nil field differs from no field.
   *
   * @param value may be null, Go's nil
   */
  record Field(@Nullable Object value) {}
}
