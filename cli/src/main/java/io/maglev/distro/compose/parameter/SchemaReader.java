package io.maglev.distro.compose.parameter;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.maglev.distro.model.NearestName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Reads the JSON Schema of one parameter, from a manifest or a lock. Not thread-safe. */
public final class SchemaReader {
  /** The keywords it knows. */
  public static final List<String> KEYWORDS =
      List.of(
          "type",
          "default",
          "description",
          "enum",
          "pattern",
          "minLength",
          "maxLength",
          "minimum",
          "maximum",
          "writeOnly");

  private final String name;
  private final Map<String, @Nullable Object> json;
  private final BiConsumer<String, String> problems;
  private boolean failed;

  private SchemaReader(
      String name, Map<String, @Nullable Object> json, BiConsumer<String, String> problems) {
    this.name = name;
    this.json = json;
    this.problems = problems;
  }

  /**
   * The parameter that the schema declares; empty if anything is wrong with it.
   *
   * @param problems told of each problem: the keyword it is at, empty for the schema as a whole,
   *     and a sentence
   */
  public static Optional<ParameterSchema> read(
      String name, Map<String, @Nullable Object> json, BiConsumer<String, String> problems) {
    return new SchemaReader(name, json, problems).read();
  }

  private Optional<ParameterSchema> read() {
    if (!ParameterSchema.NAME.matcher(name).matches()) {
      fail("", "a parameter's name has letters, digits, '_' and '-', and starts with a letter");
    }
    for (String key : json.keySet()) {
      if (!KEYWORDS.contains(key)) {
        fail(key, "unknown keyword '" + key + "'" + NearestName.suggestion(key, KEYWORDS));
      }
    }
    ParameterType type = type();
    requireText("description");
    ParameterSchema plain =
        new ParameterSchema(
            name,
            type,
            json,
            Optional.empty(),
            choices(type),
            pattern(type),
            range("minLength", "maxLength", type == ParameterType.STRING, "string"),
            range(
                "minimum",
                "maximum",
                type == ParameterType.INTEGER || type == ParameterType.NUMBER,
                "integer or number"),
            flag("writeOnly"));
    Optional<Object> byDefault = byDefault(plain);
    return failed ? Optional.empty() : Optional.of(with(plain, byDefault));
  }

  private static ParameterSchema with(ParameterSchema plain, Optional<Object> byDefault) {
    return new ParameterSchema(
        plain.name(),
        plain.type(),
        plain.json(),
        byDefault,
        plain.choices(),
        plain.pattern(),
        plain.length(),
        plain.range(),
        plain.secret());
  }

  private ParameterType type() {
    Object given = json.get("type");
    Optional<ParameterType> type =
        given instanceof String text ? ParameterType.of(text) : Optional.empty();
    if (type.isEmpty()) {
      fail(
          given == null ? "" : "type",
          "parameter '" + name + "' needs a type: string, integer, number or boolean");
    }
    return type.orElse(ParameterType.STRING);
  }

  private List<Object> choices(ParameterType type) {
    Object given = json.get("enum");
    List<Object> choices = new ArrayList<>();
    if (given == null) {
      return choices;
    }
    if (!(given instanceof List<?> list) || list.isEmpty()) {
      fail("enum", "expected a list of values");
      return choices;
    }
    for (Object choice : list) {
      Optional<Object> typed = choice == null ? Optional.empty() : type.ofValue(choice);
      typed.ifPresentOrElse(
          choices::add,
          () -> fail("enum", "'" + ParameterSchema.printed(choice) + "' is no " + type.text()));
    }
    return choices;
  }

  private Optional<Pattern> pattern(ParameterType type) {
    Object given = json.get("pattern");
    if (given == null) {
      return Optional.empty();
    }
    if (!(given instanceof String text) || type != ParameterType.STRING) {
      fail("pattern", "a pattern is a text and belongs to type string");
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      fail("pattern", "'" + text + "' is no regular expression: " + e.getDescription());
      return Optional.empty();
    }
  }

  private ParameterSchema.Range range(String least, String most, boolean fits, String types) {
    ParameterSchema.Range range = new ParameterSchema.Range(bound(least), bound(most));
    if (range.equals(ParameterSchema.Range.ANY)) {
      return range;
    }
    if (!fits) {
      fail(range.least().isPresent() ? least : most, "belongs to type " + types);
    } else if (range.least().orElse(-Double.MAX_VALUE) > range.most().orElse(Double.MAX_VALUE)) {
      fail(most, most + " is below " + least);
    }
    return range;
  }

  private Optional<Double> bound(String key) {
    Object given = json.get(key);
    if (given == null) {
      return Optional.empty();
    }
    if (given instanceof Number number && Double.isFinite(number.doubleValue())) {
      return Optional.of(number.doubleValue());
    }
    fail(key, "expected a number");
    return Optional.empty();
  }

  private boolean flag(String key) {
    Object given = json.get(key);
    if (given != null && !(given instanceof Boolean)) {
      fail(key, "expected true or false");
    }
    return Boolean.TRUE.equals(given);
  }

  private void requireText(String key) {
    if (json.get(key) != null && !(json.get(key) instanceof String)) {
      fail(key, "expected a text");
    }
  }

  private Optional<Object> byDefault(ParameterSchema plain) {
    if (failed || json.get("default") == null) {
      return Optional.empty();
    }
    ParameterSchema.Reading reading = plain.readValue(json.get("default"));
    reading.problem().ifPresent(problem -> fail("default", problem));
    return reading.value();
  }

  private void fail(String key, String problem) {
    failed = true;
    problems.accept(key, problem);
  }
}
