package io.maglev.distro.render;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoObject;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.values.Tables;
import io.maglev.distro.yaml.GoYaml;
import java.util.AbstractMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A {@code chartutil.Values}: a view of a table with methods. Changes go through to the table, so
 * that {@code set .Values ...} is seen by the templates that come after, as in Helm.
 */
final class ValuesObject extends AbstractMap<String, @Nullable Object> implements GoObject {
  private final Map<String, @Nullable Object> table;

  ValuesObject(Map<String, @Nullable Object> table) {
    this.table = table;
  }

  @Override
  public String goTypeName() {
    return "chartutil.Values";
  }

  @Override
  public boolean isGenericMap() {
    return true;
  }

  @Override
  public Object unnamed() {
    return table;
  }

  @Override
  public Object around(Map<String, @Nullable Object> elements) {
    return new ValuesObject(elements);
  }

  @Override
  public Optional<TemplateFunction> method(String name) {
    return switch (name) {
      case "AsMap" -> method(name, GoType.MAP, () -> table);
      case "YAML" -> method(name, GoType.STRING, () -> GoYaml.write(PlainValues.of(table)));
      case "Table" ->
          Optional.of(
              TemplateFunction.of(
                  name, List.of(GoType.STRING), GoType.MAP, a -> tableAt(a.string(0))));
      case "PathValue" ->
          Optional.of(
              TemplateFunction.of(
                  name, List.of(GoType.STRING), GoType.ANY, a -> valueAt(a.string(0))));
      default -> Optional.empty();
    };
  }

  private static Optional<TemplateFunction> method(
      String name, GoType result, java.util.function.Supplier<Object> body) {
    return Optional.of(TemplateFunction.of(name, List.of(), result, arguments -> body.get()));
  }

  private ValuesObject tableAt(String path) {
    return Tables.at(table, path)
        .map(ValuesObject::new)
        .orElseThrow(() -> new FunctionException("\"" + missingStep(path) + "\" is not a table"));
  }

  /** The first key on the path that holds no table. */
  private String missingStep(String path) {
    Map<String, @Nullable Object> current = table;
    for (String key : path.split("\\.", -1)) {
      if (!Tables.isTable(current.get(key))) {
        return key;
      }
      current = Tables.table(current.get(key));
    }
    return path;
  }

  private @Nullable Object valueAt(String path) {
    if (path.isEmpty()) {
      throw new FunctionException("YAML path cannot be empty");
    }
    List<@Nullable Object> found = Tables.valueAt(table, path);
    if (found.isEmpty()) {
      String key = path.substring(path.lastIndexOf('.') + 1);
      throw new FunctionException("\"" + key + "\" is not a value");
    }
    return found.get(0);
  }

  @Override
  public @Nullable Object get(@Nullable Object key) {
    return table.get(key);
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return table.containsKey(key);
  }

  @Override
  public @Nullable Object put(String key, @Nullable Object value) {
    return table.put(key, value);
  }

  @Override
  public @Nullable Object remove(@Nullable Object key) {
    return table.remove(key);
  }

  @Override
  public Set<Entry<String, @Nullable Object>> entrySet() {
    return table.entrySet();
  }
}
