package io.maglev.distro.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.template.fmt.GoFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The data and functions of {@code testbed/oracle/gotemplate/data.go}. */
final class OracleData {
  private static final ObjectMapper JSON = new ObjectMapper();

  private OracleData() {}

  static Map<String, @Nullable Object> load(Path file) {
    Map<String, @Nullable Object> data;
    try {
      data = map(JSON.readTree(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    data.put("Int", new GoInt(7));
    data.put("Int64", 42L);
    data.put("Strings", new GoStrings(List.of("a", "b")));
    data.put("Ints", new GoList("int", List.of(new GoInt(3), new GoInt(1), new GoInt(2))));
    data.put(
        "Lists", new GoList("[]interface {}", List.of(List.of("p"), Arrays.asList(1.5, null))));
    data.put("StringMap", new GoStringMap(Map.of("k", "v")));
    data.put("Bytes", "hi\n".getBytes(StandardCharsets.UTF_8));
    data.put("Values", new NamedMap());
    data.put("Object", new Thing());
    return data;
  }

  static @Nullable Object value(JsonNode node) {
    if (node.isObject()) {
      return map(node);
    }
    if (node.isArray()) {
      List<@Nullable Object> list = new ArrayList<>();
      node.forEach(element -> list.add(value(element)));
      return list;
    }
    if (node.isNumber()) {
      return node.doubleValue();
    }
    return node.isBoolean() ? (Object) node.booleanValue() : node.textValue();
  }

  private static Map<String, @Nullable Object> map(JsonNode node) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    node.properties().forEach(field -> map.put(field.getKey(), value(field.getValue())));
    return map;
  }

  private static final class NamedMap extends LinkedHashMap<String, @Nullable Object>
      implements GoTyped {
    private static final long serialVersionUID = 1L;

    NamedMap() {
      put("a", "b");
      put("n", null);
    }

    @Override
    public String goTypeName() {
      return "main.Values";
    }
  }

  private static final class Thing implements GoObject {
    @Override
    public String goTypeName() {
      return "*main.Object";
    }

    @Override
    public Optional<Field> field(String name) {
      return switch (name) {
        case "Name" -> Optional.of(new Field("thing"));
        case "Count" -> Optional.of(new Field(new GoInt(3)));
        case "Inner" -> Optional.of(new Field(new LinkedHashMap<>(Map.of("x", "y"))));
        case "Any" -> Optional.of(new Field(null));
        default -> Optional.empty();
      };
    }

    @Override
    public Optional<TemplateFunction> method(String name) {
      GoType text = GoType.STRING;
      return switch (name) {
        case "Hello" -> Optional.of(TemplateFunction.of(name, List.of(), text, a -> "hello"));
        case "Greet" ->
            Optional.of(
                TemplateFunction.of(name, List.of(text), text, a -> "hello " + a.string(0)));
        case "Add" ->
            Optional.of(
                TemplateFunction.of(
                    name,
                    List.of(GoType.INT, GoType.INT),
                    GoType.INT,
                    a -> new GoInt(a.integer(0) + a.integer(1))));
        case "Join" ->
            Optional.of(
                TemplateFunction.variadic(name, List.of(text, text), text, OracleData::join));
        case "Fail" -> Optional.of(TemplateFunction.of(name, List.of(), text, Thing::fail));
        case "Self" -> Optional.of(TemplateFunction.of(name, List.of(), GoType.OBJECT, a -> this));
        case "Null" -> Optional.of(TemplateFunction.of(name, List.of(), GoType.ANY, a -> null));
        default -> Optional.empty();
      };
    }

    private static Object fail(Arguments arguments) {
      throw new FunctionException("method failed");
    }

    @Override
    public String toString() {
      return "object thing";
    }
  }

  static Map<String, TemplateFunction> functions() {
    Map<String, TemplateFunction> all = new LinkedHashMap<>();
    one(all, "str", GoType.STRING, GoType.STRING, a -> "<" + a.string(0) + ">");
    one(all, "integer", GoType.INT, GoType.INT, a -> a.any(0));
    one(all, "long", GoType.INT64, GoType.INT64, a -> a.any(0));
    one(all, "float", GoType.FLOAT64, GoType.FLOAT64, a -> a.any(0));
    one(all, "boolean", GoType.BOOL, GoType.BOOL, a -> a.any(0));
    one(all, "dictLen", GoType.MAP, GoType.INT, a -> new GoInt(a.map(0).size()));
    one(all, "listLen", GoType.LIST, GoType.INT, a -> new GoInt(a.list(0).size()));
    one(all, "strsLen", GoType.STRINGS, GoType.INT, a -> new GoInt(a.list(0).size()));
    one(all, "smapLen", GoType.STRING_MAP, GoType.INT, a -> new GoInt(a.map(0).size()));
    one(all, "bytesLen", GoType.BYTES, GoType.INT, OracleData::bytesLength);
    one(all, "echo", GoType.ANY, GoType.ANY, a -> a.any(0));
    one(all, "typeOf", GoType.ANY, GoType.STRING, a -> GoKind.typeNameOf(a.any(0)));
    one(all, "fail", GoType.STRING, GoType.STRING, OracleData::fail);
    variadic(all, "count", List.of(GoType.ANY), GoType.INT, a -> new GoInt(a.count()));
    variadic(all, "join", List.of(GoType.STRING, GoType.STRING), GoType.STRING, OracleData::join);
    List<GoType> three = List.of(GoType.INT, GoType.INT, GoType.INT);
    all.put("add3", TemplateFunction.of("add3", three, GoType.INT, OracleData::sum));
    none(all, "null", GoType.ANY, a -> null);
    none(all, "zero", GoType.STRING, a -> "zero");
    none(all, "mkdict", GoType.MAP, a -> Map.of("made", "up"));
    none(all, "nildict", GoType.MAP, a -> null);
    List<GoType> entry = List.of(GoType.MAP, GoType.STRING, GoType.ANY);
    all.put("set", TemplateFunction.of("set", entry, GoType.STRING, OracleData::set));
    return all;
  }

  private static void one(
      Map<String, TemplateFunction> all,
      String name,
      GoType parameter,
      GoType result,
      TemplateFunction.Body body) {
    all.put(name, TemplateFunction.of(name, List.of(parameter), result, body));
  }

  private static void none(
      Map<String, TemplateFunction> all, String name, GoType result, TemplateFunction.Body body) {
    all.put(name, TemplateFunction.of(name, List.of(), result, body));
  }

  private static void variadic(
      Map<String, TemplateFunction> all,
      String name,
      List<GoType> parameters,
      GoType result,
      TemplateFunction.Body body) {
    all.put(name, TemplateFunction.variadic(name, parameters, result, body));
  }

  private static Object bytesLength(Arguments arguments) {
    return new GoInt(arguments.any(0) instanceof byte[] bytes ? bytes.length : -1);
  }

  private static Object fail(Arguments arguments) {
    throw new FunctionException(arguments.string(0));
  }

  private static Object join(Arguments arguments) {
    return arguments.from(1).stream()
        .map(GoFormat::sprint)
        .collect(Collectors.joining(arguments.string(0)));
  }

  private static Object sum(Arguments arguments) {
    return new GoInt(arguments.integer(0) + arguments.integer(1) + arguments.integer(2));
  }

  private static Object set(Arguments arguments) {
    arguments.map(0).put(arguments.string(1), arguments.any(2));
    return "";
  }
}
