package io.maglev.distro.values.schema;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.AbsoluteIri;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaException;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import com.networknt.schema.resource.InputStreamSource;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks values against a {@code values.schema.json} of any draft; without {@code $schema} it is
 * 2020-12, as in Helm. Schemas elsewhere on the network are never fetched.
 */
public final class SchemaValidator {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private static final String NO_SCHEMA =
      "\"file:///values.schema.json#\" is not valid against metaschema: jsonschema validation"
          + " failed with '%s#'\n";

  /** Where Helm pretends the schema to lie. */
  private static final SchemaLocation LOCATION = SchemaLocation.of("file:///values.schema.json");

  /** References to references can be made to multiply without end. */
  private static final Duration TIME = Duration.ofSeconds(20);

  private SchemaValidator() {}

  /**
   * What is wrong with the values: one line a problem, {@code - at '/path': reason}, each with a
   * newline. Empty if nothing is. A schema that is itself malformed is a problem too.
   */
  public static Optional<String> problem(String schema, Map<String, @Nullable Object> values) {
    return problem(schema, values, TIME);
  }

  /** The same within a time. */
  static Optional<String> problem(
      String schema, Map<String, @Nullable Object> values, Duration limit) {
    try {
      return problem(read(schema), values, limit);
    } catch (JsonProcessingException e) {
      return Optional.of("cannot read values.schema.json: " + e.getOriginalMessage() + "\n");
    } catch (JsonSchemaException e) {
      return Optional.of("cannot use values.schema.json: " + e.getMessage() + "\n");
    } catch (StackOverflowError e) {
      return Optional.of("cannot use values.schema.json: its references form a cycle\n");
    }
  }

  private static Optional<String> problem(
      JsonNode document, Map<String, @Nullable Object> values, Duration limit) {
    if (document.isMissingNode()) {
      return Optional.of("EOF\n");
    }
    VersionFlag draft =
        SpecVersionDetector.detectOptionalVersion(document, false).orElse(VersionFlag.V202012);
    List<String> misplaced = SchemaShape.problems(document, draft);
    if (!misplaced.isEmpty()) {
      String lines = String.join("\n", misplaced) + "\n";
      return Optional.of(NO_SCHEMA.formatted(draft.getId().replace("#", "")) + lines);
    }
    Set<ValidationMessage> messages =
        TimedCheck.run(() -> compile(document, draft).validate(node(values)), limit);
    return messages.isEmpty() ? Optional.empty() : Optional.of(lines(messages));
  }

  private static JsonNode read(String schema) throws JsonProcessingException {
    JsonNode document = MAPPER.readTree(schema);
    SchemaDialect.settle(document);
    return document;
  }

  private static JsonSchema compile(JsonNode document, VersionFlag draft) {
    JsonSchemaFactory factory =
        JsonSchemaFactory.getInstance(
            draft, builder -> builder.schemaLoaders(loaders -> loaders.add(SchemaValidator::load)));
    SchemaValidatorsConfig config =
        SchemaValidatorsConfig.builder()
            .pathType(PathType.JSON_POINTER)
            .locale(Locale.ROOT)
            .regularExpressionFactory(SchemaValidator::pattern)
            .build();
    return factory.getSchema(LOCATION, document, config);
  }

  /** RE2, as Helm: linear in time, whatever the pattern. */
  private static RegularExpression pattern(String expression) {
    try {
      Pattern pattern = Pattern.compile(expression);
      return text -> pattern.matcher(text).find();
    } catch (PatternSyntaxException e) {
      String reason = "'" + expression + "' is not valid regex: " + e.getMessage();
      throw new JsonSchemaException(reason);
    }
  }

  /**
   * Leaves the drafts' own schemas, which the library carries, to it; a URN allows everything, as
   * in Helm; all others are refused.
   */
  private static @Nullable InputStreamSource load(AbsoluteIri iri) {
    if (iri.toString().startsWith("classpath:")) {
      return null;
    }
    if (iri.toString().startsWith("urn:")) {
      return () -> new ByteArrayInputStream("true".getBytes(StandardCharsets.UTF_8));
    }
    throw new JsonSchemaException("'" + iri + "' lies outside the chart and is not fetched");
  }

  private static String lines(Set<ValidationMessage> messages) {
    return SchemaProblem.of(messages).stream()
        .map(problem -> "- at '" + problem.path() + "': " + problem.text() + "\n")
        .distinct()
        .sorted()
        .collect(Collectors.joining());
  }

  /** Whole numbers become integers, so that 5 of YAML, a float64, is one. */
  private static JsonNode node(@Nullable Object value) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (value instanceof Map<?, ?> map) {
      var object = factory.objectNode();
      map.forEach((key, element) -> object.set(String.valueOf(key), node(element)));
      return object;
    }
    if (value instanceof List<?> list) {
      var array = factory.arrayNode();
      list.forEach(element -> array.add(node(element)));
      return array;
    }
    if (value instanceof Double number) {
      boolean whole = number == Math.rint(number) && Math.abs(number) < 1e18;
      return whole ? factory.numberNode(number.longValue()) : factory.numberNode(number);
    }
    if (value instanceof Long number) {
      return factory.numberNode(number);
    }
    if (value instanceof Boolean flag) {
      return factory.booleanNode(flag);
    }
    return value == null ? factory.nullNode() : factory.textNode(value.toString());
  }
}
