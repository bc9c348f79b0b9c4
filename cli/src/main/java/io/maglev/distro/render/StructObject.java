package io.maglev.distro.render;

import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.template.fmt.GoFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A Go struct that templates see: fields in their order, methods, and what {@code encoding/json}
 * makes of it. Immutable once built.
 */
final class StructObject implements GoObject, PlainForm {
  private final String goTypeName;
  private final Map<String, @Nullable Object> fields = new LinkedHashMap<>();
  private final Map<String, @Nullable Object> hidden = new LinkedHashMap<>();
  private final Map<String, TemplateFunction> methods = new LinkedHashMap<>();
  private Map<String, @Nullable Object> plain = Map.of();
  private String text = "";

  StructObject(String goTypeName) {
    this.goTypeName = goTypeName;
  }

  /** Adds a field that printing shows. */
  StructObject with(String name, @Nullable Object value) {
    fields.put(name, value);
    return this;
  }

  /** Adds a field that belongs to an embedded struct: reachable, but printed with that. */
  StructObject withPromoted(String name, @Nullable Object value) {
    hidden.put(name, value);
    return this;
  }

  StructObject withMethod(TemplateFunction method) {
    methods.put(method.name(), method);
    return this;
  }

  /** Sets the JSON form. */
  StructObject withPlain(Map<String, @Nullable Object> form) {
    plain = form;
    return this;
  }

  /** Sets what printing shows instead of the fields, for types with a method String. */
  StructObject withText(String shown) {
    text = shown;
    return this;
  }

  @Override
  public String goTypeName() {
    return goTypeName;
  }

  @Override
  public Optional<Field> field(String name) {
    if (fields.containsKey(name)) {
      return Optional.of(new Field(fields.get(name)));
    }
    return hidden.containsKey(name) ? Optional.of(new Field(hidden.get(name))) : Optional.empty();
  }

  @Override
  public Optional<TemplateFunction> method(String name) {
    return Optional.ofNullable(methods.get(name));
  }

  @Override
  public Map<String, @Nullable Object> plain() {
    return plain;
  }

  /** As {@code %v} prints the struct. */
  @Override
  public String toString() {
    if (!text.isEmpty()) {
      return text;
    }
    String prefix = goTypeName.startsWith("*") ? "&{" : "{";
    return fields.values().stream()
        .map(GoFormat::sprint)
        .collect(Collectors.joining(" ", prefix, "}"));
  }
}
