package io.maglev.distro.values.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.ValidationMessage;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One broken rule, worded as Helm's schema library does where that is possible: {@code got string,
 * want integer}.
 *
 * @param path a JSON pointer into the values, empty for the root
 */
record SchemaProblem(String path, String text) {
  private static final List<String> TYPES =
      List.of("null", "boolean", "number", "integer", "string", "array", "object");

  /** One problem a broken rule: what lacks or exceeds properties lists them all. */
  static List<SchemaProblem> of(Collection<ValidationMessage> messages) {
    Map<String, List<ValidationMessage>> byRule = new LinkedHashMap<>();
    for (ValidationMessage message : messages) {
      String rule = message.getInstanceLocation() + " " + message.getEvaluationPath();
      byRule.computeIfAbsent(rule, key -> new ArrayList<>()).add(message);
    }
    return byRule.values().stream().map(SchemaProblem::ofRule).toList();
  }

  private static SchemaProblem ofRule(List<ValidationMessage> messages) {
    ValidationMessage first = messages.get(0);
    String names =
        messages.stream()
            .map(message -> String.valueOf(message.getProperty()))
            .distinct()
            .map(SchemaProblem::quoted)
            .collect(Collectors.joining(", "));
    return new SchemaProblem(first.getInstanceLocation().toString(), text(first, names));
  }

  private static String text(ValidationMessage message, String names) {
    JsonNode rule = message.getSchemaNode();
    JsonNode value = message.getInstanceNode();
    String keyword = message.getType();
    return switch (keyword) {
      case "type" -> "got " + typeOf(value) + ", want " + wanted(rule);
      case "required" ->
          (names.contains(", ") ? "missing properties " : "missing property ") + names;
      case "additionalProperties" -> "additional properties " + names + " not allowed";
      case "enum" -> enumText(rule);
      case "const" -> rule.isContainerNode() ? "'const' failed" : "value must be " + shown(rule);
      case "uniqueItems" -> "items at " + firstTwins(value) + " are equal";
      case "pattern" -> shown(value) + " does not match pattern " + quoted(rule.asText());
      case "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum" ->
          keyword + ": got " + value.asText() + ", want " + rule.asText();
      case "minLength", "maxLength" ->
          keyword
              + ": got "
              + value.asText().codePointCount(0, value.asText().length())
              + ", want "
              + rule.asText();
      case "minItems", "maxItems", "minProperties", "maxProperties" ->
          keyword + ": got " + value.size() + ", want " + rule.asText();
      default -> keyword + ": " + message.getMessage();
    };
  }

  private static String enumText(JsonNode rule) {
    List<String> values = new ArrayList<>();
    for (JsonNode value : rule) {
      if (value.isContainerNode()) {
        return "'enum' failed";
      }
      values.add(shown(value));
    }
    return (values.size() == 1 ? "value must be " : "value must be one of ")
        + String.join(", ", values);
  }

  private static String firstTwins(JsonNode list) {
    for (int i = 1; i < list.size(); i++) {
      for (int j = 0; j < i; j++) {
        if (list.get(i).equals(list.get(j))) {
          return j + " and " + i;
        }
      }
    }
    return "several places";
  }

  /** The types in the order of Helm's library, whatever that of the schema. */
  private static String wanted(JsonNode rule) {
    List<String> types = new ArrayList<>();
    if (rule.isArray()) {
      rule.forEach(type -> types.add(type.asText()));
    } else {
      types.add(rule.asText());
    }
    types.sort(Comparator.comparingInt(TYPES::indexOf));
    return String.join(" or ", types);
  }

  private static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case OBJECT -> "object";
      case ARRAY -> "array";
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NULL -> "null";
      default -> "number";
    };
  }

  private static String shown(JsonNode value) {
    if (value.isNull()) {
      return "<nil>";
    }
    return value.isTextual() ? quoted(value.asText()) : value.toString();
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "\\'") + "'";
  }
}
