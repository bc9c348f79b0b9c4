package io.maglev.distro.render;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoNilSlice;
import io.maglev.distro.template.GoType;
import io.maglev.distro.template.TemplateFunction;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.GoToml;
import io.maglev.distro.yaml.GoYaml;
import io.maglev.distro.yaml.YamlException;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Helm's functions for YAML and JSON. Their errors are data: writing gives "", reading a map puts
 * the text under {@code Error}, reading a list makes it the only element.
 */
final class SerialisationFunctions {
  private SerialisationFunctions() {}

  static List<TemplateFunction> all() {
    return List.of(
        writer("toYaml", SerialisationFunctions::toYaml),
        writer("toYamlPretty", value -> written(value, v -> withoutNewline(GoYaml.writePretty(v)))),
        writer("toJson", value -> written(value, GoJson::write)),
        writer("toPrettyJson", value -> written(value, GoJson::writeIndented)),
        writer("toRawJson", value -> mustWrite(value, GoJson::writeRaw)),
        writer("mustToJson", value -> mustWrite(value, GoJson::write)),
        writer("mustToPrettyJson", value -> mustWrite(value, GoJson::writeIndented)),
        writer("mustToRawJson", value -> mustWrite(value, GoJson::writeRaw)),
        reader("mustFromJson", GoType.ANY, SerialisationFunctions::mustRead),
        reader("fromYaml", GoType.MAP, text -> map(() -> YamlReader.readMap(text, ""))),
        reader("fromYamlArray", GoType.LIST, text -> list(() -> YamlReader.readList(text, ""))),
        reader("fromJson", GoType.MAP, SerialisationFunctions::jsonMap),
        reader("fromJsonArray", GoType.LIST, text -> list(() -> jsonList(text))),
        writer("toToml", SerialisationFunctions::toml),
        reader("fromToml", GoType.MAP, text -> map(() -> GoToml.read(text))));
  }

  /** {@code toYaml}, which {@code .Files.AsConfig} uses, too. */
  static String toYaml(@Nullable Object value) {
    return written(value, plain -> withoutNewline(GoYaml.write(plain)));
  }

  private static TemplateFunction writer(String name, Function<@Nullable Object, String> body) {
    return TemplateFunction.of(
        name, List.of(GoType.ANY), GoType.STRING, arguments -> body.apply(arguments.any(0)));
  }

  private static TemplateFunction reader(
      String name, GoType result, Function<String, @Nullable Object> body) {
    return TemplateFunction.of(
        name, List.of(GoType.STRING), result, arguments -> body.apply(arguments.string(0)));
  }

  private static String written(@Nullable Object value, Function<@Nullable Object, String> writer) {
    try {
      return writer.apply(PlainValues.of(value));
    } catch (YamlException | FunctionException e) {
      return "";
    }
  }

  /**
   * Helm returns the error as the text; a nil makes the encoder panic, which fails the template.
   */
  private static String toml(@Nullable Object value) {
    Object plain = PlainValues.of(value);
    try {
      return GoToml.write(plain);
    } catch (YamlException e) {
      if (plain == null) {
        throw new FunctionException(e.goMessage(), e);
      }
      return e.goMessage();
    }
  }

  private static String mustWrite(
      @Nullable Object value, Function<@Nullable Object, String> writer) {
    try {
      return writer.apply(PlainValues.of(value));
    } catch (YamlException e) {
      throw new FunctionException(e.goMessage(), e);
    }
  }

  private static @Nullable Object mustRead(String text) {
    try {
      return GoJson.read(text);
    } catch (YamlException e) {
      throw new FunctionException(e.goMessage(), e);
    }
  }

  private static String withoutNewline(String text) {
    return text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
  }

  private interface Reading<T> {
    T read();
  }

  private static Object map(Reading<Map<String, @Nullable Object>> reading) {
    return map(new LinkedHashMap<>(), reading);
  }

  /** What is read, or its error in the map that holds what could be read before. */
  private static Object map(
      Map<String, @Nullable Object> target, Reading<Map<String, @Nullable Object>> reading) {
    try {
      return reading.read();
    } catch (YamlException e) {
      target.put("Error", e.goMessage());
      return target;
    }
  }

  private static Object list(Reading<List<@Nullable Object>> reading) {
    try {
      return reading.read();
    } catch (YamlException e) {
      return new ArrayList<>(List.of(e.goMessage()));
    }
  }

  private static Object jsonMap(String text) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    return map(map, () -> GoJson.readInto(map, text) ? map : NilMap.INSTANCE);
  }

  private static List<@Nullable Object> jsonList(String text) {
    return GoJson.readList(text).orElse(GoNilSlice.ANY);
  }
}
