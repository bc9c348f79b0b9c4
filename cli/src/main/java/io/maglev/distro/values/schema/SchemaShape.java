package io.maglev.distro.values.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.re2j.Pattern;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.SpecVersionDetector;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Whether a schema is one: each known keyword holds what the draft's metaschema wants. Helm's
 * library checks this before any value; ours would pass over a malformed keyword, and reading the
 * metaschemas themselves costs more time than all other checks. Not thread-safe; one per schema.
 */
final class SchemaShape {
  private static final Set<String> TYPES =
      Set.of("null", "boolean", "number", "integer", "string", "array", "object");

  private static final Pattern NO_FRAGMENT = Pattern.compile("^[^#]*#?$");
  private static final Pattern ANCHOR = Pattern.compile("^[A-Za-z_][-A-Za-z0-9._]*$");
  private static final Pattern OLDER_ANCHOR = Pattern.compile("^[A-Za-z][-A-Za-z0-9.:_]*$");
  private static final Pattern URI = Pattern.compile("(?s)[a-zA-Z][a-zA-Z0-9+.-]*:.*");

  /** What a keyword holds. */
  private enum Kind {
    SCHEMA,
    SCHEMAS_BY_NAME,
    SCHEMA_LIST,
    DEPENDENCIES,
    STRING,
    STRINGS,
    BOOLEAN,
    OBJECT,
    ARRAY,
    NUMBER,
    COUNT,
  }

  private record Keyword(Kind kind, VersionFlag since) {}

  private static final Map<String, Keyword> KEYWORDS =
      Map.ofEntries(
          Map.entry("$schema", new Keyword(Kind.STRING, VersionFlag.V4)),
          Map.entry("$id", new Keyword(Kind.STRING, VersionFlag.V6)),
          Map.entry("$vocabulary", new Keyword(Kind.OBJECT, VersionFlag.V201909)),
          Map.entry("$dynamicRef", new Keyword(Kind.STRING, VersionFlag.V202012)),
          Map.entry("$dynamicAnchor", new Keyword(Kind.STRING, VersionFlag.V202012)),
          Map.entry("$anchor", new Keyword(Kind.STRING, VersionFlag.V201909)),
          Map.entry("$comment", new Keyword(Kind.STRING, VersionFlag.V7)),
          Map.entry("contentMediaType", new Keyword(Kind.STRING, VersionFlag.V7)),
          Map.entry("contentEncoding", new Keyword(Kind.STRING, VersionFlag.V7)),
          Map.entry("readOnly", new Keyword(Kind.BOOLEAN, VersionFlag.V7)),
          Map.entry("writeOnly", new Keyword(Kind.BOOLEAN, VersionFlag.V7)),
          Map.entry("deprecated", new Keyword(Kind.BOOLEAN, VersionFlag.V201909)),
          Map.entry("minContains", new Keyword(Kind.COUNT, VersionFlag.V201909)),
          Map.entry("maxContains", new Keyword(Kind.COUNT, VersionFlag.V201909)),
          Map.entry("unevaluatedItems", new Keyword(Kind.SCHEMA, VersionFlag.V201909)),
          Map.entry("dependencies", new Keyword(Kind.DEPENDENCIES, VersionFlag.V4)),
          Map.entry("dependentRequired", new Keyword(Kind.DEPENDENCIES, VersionFlag.V201909)),
          Map.entry("not", new Keyword(Kind.SCHEMA, VersionFlag.V4)),
          Map.entry("contains", new Keyword(Kind.SCHEMA, VersionFlag.V6)),
          Map.entry("propertyNames", new Keyword(Kind.SCHEMA, VersionFlag.V6)),
          Map.entry("if", new Keyword(Kind.SCHEMA, VersionFlag.V7)),
          Map.entry("then", new Keyword(Kind.SCHEMA, VersionFlag.V7)),
          Map.entry("else", new Keyword(Kind.SCHEMA, VersionFlag.V7)),
          Map.entry("items", new Keyword(Kind.SCHEMA, VersionFlag.V202012)),
          Map.entry("additionalProperties", new Keyword(Kind.SCHEMA, VersionFlag.V6)),
          Map.entry("unevaluatedProperties", new Keyword(Kind.SCHEMA, VersionFlag.V201909)),
          Map.entry("properties", new Keyword(Kind.SCHEMAS_BY_NAME, VersionFlag.V4)),
          Map.entry("patternProperties", new Keyword(Kind.SCHEMAS_BY_NAME, VersionFlag.V4)),
          Map.entry("definitions", new Keyword(Kind.SCHEMAS_BY_NAME, VersionFlag.V4)),
          Map.entry("$defs", new Keyword(Kind.SCHEMAS_BY_NAME, VersionFlag.V201909)),
          Map.entry("dependentSchemas", new Keyword(Kind.SCHEMAS_BY_NAME, VersionFlag.V201909)),
          Map.entry("allOf", new Keyword(Kind.SCHEMA_LIST, VersionFlag.V4)),
          Map.entry("anyOf", new Keyword(Kind.SCHEMA_LIST, VersionFlag.V4)),
          Map.entry("oneOf", new Keyword(Kind.SCHEMA_LIST, VersionFlag.V4)),
          Map.entry("prefixItems", new Keyword(Kind.SCHEMA_LIST, VersionFlag.V202012)),
          Map.entry("$ref", new Keyword(Kind.STRING, VersionFlag.V6)),
          Map.entry("pattern", new Keyword(Kind.STRING, VersionFlag.V4)),
          Map.entry("format", new Keyword(Kind.STRING, VersionFlag.V6)),
          Map.entry("title", new Keyword(Kind.STRING, VersionFlag.V4)),
          Map.entry("description", new Keyword(Kind.STRING, VersionFlag.V4)),
          Map.entry("required", new Keyword(Kind.STRINGS, VersionFlag.V4)),
          Map.entry("uniqueItems", new Keyword(Kind.BOOLEAN, VersionFlag.V4)),
          Map.entry("enum", new Keyword(Kind.ARRAY, VersionFlag.V4)),
          Map.entry("examples", new Keyword(Kind.ARRAY, VersionFlag.V6)),
          Map.entry("minimum", new Keyword(Kind.NUMBER, VersionFlag.V4)),
          Map.entry("maximum", new Keyword(Kind.NUMBER, VersionFlag.V4)),
          Map.entry("exclusiveMinimum", new Keyword(Kind.NUMBER, VersionFlag.V6)),
          Map.entry("exclusiveMaximum", new Keyword(Kind.NUMBER, VersionFlag.V6)),
          Map.entry("multipleOf", new Keyword(Kind.NUMBER, VersionFlag.V4)),
          Map.entry("minLength", new Keyword(Kind.COUNT, VersionFlag.V4)),
          Map.entry("maxLength", new Keyword(Kind.COUNT, VersionFlag.V4)),
          Map.entry("minItems", new Keyword(Kind.COUNT, VersionFlag.V4)),
          Map.entry("maxItems", new Keyword(Kind.COUNT, VersionFlag.V4)),
          Map.entry("minProperties", new Keyword(Kind.COUNT, VersionFlag.V4)),
          Map.entry("maxProperties", new Keyword(Kind.COUNT, VersionFlag.V4)));

  private final VersionFlag draft;
  private final List<String> problems = new ArrayList<>();

  private SchemaShape(VersionFlag draft) {
    this.draft = draft;
  }

  /** One line for each misplaced keyword: {@code - at '/path': got array, want object}. */
  static List<String> problems(JsonNode document, VersionFlag draft) {
    SchemaShape shape = new SchemaShape(draft);
    shape.schema(document, "");
    return shape.problems;
  }

  private void schema(JsonNode node, String path) {
    if (node.isBoolean() && draft != VersionFlag.V4) {
      return;
    }
    if (!node.isObject()) {
      wrong(node, path, draft == VersionFlag.V4 ? "object" : "boolean or object");
      return;
    }
    VersionFlag own = path.isEmpty() ? draft : ownDraft(node);
    if (own == draft) {
      node.properties().forEach(entry -> keyword(entry.getKey(), entry.getValue(), path));
    } else {
      SchemaShape inner = new SchemaShape(own);
      node.properties().forEach(entry -> inner.keyword(entry.getKey(), entry.getValue(), path));
      problems.addAll(inner.problems);
    }
  }

  /** Below the root only resources of their own still have one, see {@link SchemaDialect}. */
  private VersionFlag ownDraft(JsonNode node) {
    return node.path("$schema").isTextual()
        ? SpecVersionDetector.detectOptionalVersion(node, false).orElse(draft)
        : draft;
  }

  private void keyword(String name, JsonNode value, String parent) {
    String path = parent + "/" + name.replace("~", "~0").replace("/", "~1");
    Keyword keyword = KEYWORDS.get(name);
    if (name.equals("type")) {
      type(value, path);
    } else if (keyword != null && draft.compareTo(keyword.since) >= 0) {
      check(keyword.kind, value, path);
      text(name, value, path);
      if (name.equals("multipleOf") && value.isNumber() && value.doubleValue() <= 0) {
        problems.add("- at '" + path + "': exclusiveMinimum: got " + value + ", want 0");
      }
    }
  }

  /** Names and addresses have forms of their own. */
  private void text(String name, JsonNode value, String path) {
    Pattern form =
        switch (name) {
          case "$schema" -> URI;
          case "$id" -> draft.compareTo(VersionFlag.V201909) >= 0 ? NO_FRAGMENT : null;
          case "$anchor" -> draft == VersionFlag.V201909 ? OLDER_ANCHOR : ANCHOR;
          default -> null;
        };
    if (form != null && value.isTextual() && !form.matches(value.textValue())) {
      problems.add("- at '" + path + "': " + value + " does not match pattern '" + form + "'");
    }
  }

  private void check(Kind kind, JsonNode value, String path) {
    switch (kind) {
      case SCHEMA -> schema(value, path);
      case SCHEMAS_BY_NAME -> {
        if (require(value.isObject(), value, path, "object")) {
          value.properties().forEach(e -> schema(e.getValue(), path + "/" + e.getKey()));
        }
      }
      case SCHEMA_LIST -> schemaList(value, path);
      case DEPENDENCIES -> dependencies(value, path);
      case STRINGS -> strings(value, path);
      case STRING -> require(value.isTextual(), value, path, "string");
      case BOOLEAN -> require(value.isBoolean(), value, path, "boolean");
      case OBJECT -> require(value.isObject(), value, path, "object");
      case ARRAY -> require(value.isArray(), value, path, "array");
      case NUMBER -> require(value.isNumber(), value, path, "number");
      case COUNT -> count(value, path);
    }
  }

  private void schemaList(JsonNode value, String path) {
    if (require(value.isArray(), value, path, "array")) {
      if (value.isEmpty()) {
        problems.add("- at '" + path + "': minItems: got 0, want 1");
      }
      for (int i = 0; i < value.size(); i++) {
        schema(value.get(i), path + "/" + i);
      }
    }
  }

  /** By property: the names of others, or, as the older form has it, a schema. */
  private void dependencies(JsonNode value, String path) {
    if (require(value.isObject(), value, path, "object")) {
      boolean schemas = path.endsWith("/dependencies");
      for (Map.Entry<String, JsonNode> entry : value.properties()) {
        String place = path + "/" + entry.getKey();
        if (schemas && !entry.getValue().isArray()) {
          schema(entry.getValue(), place);
        } else {
          strings(entry.getValue(), place);
        }
      }
    }
  }

  private void strings(JsonNode value, String path) {
    if (require(value.isArray(), value, path, "array")) {
      for (int i = 0; i < value.size(); i++) {
        require(value.get(i).isTextual(), value.get(i), path + "/" + i, "string");
      }
      distinct(value, path);
      if (value.isEmpty() && draft == VersionFlag.V4) {
        problems.add("- at '" + path + "': minItems: got 0, want 1");
      }
    }
  }

  private void count(JsonNode value, String path) {
    boolean whole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    if (require(whole, value, path, "integer") && value.doubleValue() < 0) {
      problems.add("- at '" + path + "': minimum: got " + value + ", want 0");
    }
  }

  private void type(JsonNode value, String path) {
    if (value.isArray()) {
      distinct(value, path);
    }
    for (JsonNode type : value.isArray() ? value : List.of(value)) {
      if (!TYPES.contains(type.asText()) || !type.isTextual()) {
        problems.add("- at '" + path + "': " + type + " is no type");
      }
    }
  }

  private void distinct(JsonNode list, String path) {
    Set<JsonNode> seen = new HashSet<>();
    for (JsonNode element : list) {
      if (!seen.add(element)) {
        problems.add("- at '" + path + "': " + element + " appears twice");
      }
    }
  }

  private boolean require(boolean met, JsonNode value, String path, String wanted) {
    if (!met) {
      wrong(value, path, wanted);
    }
    return met;
  }

  private void wrong(JsonNode value, String path, String wanted) {
    String type = value.getNodeType().name().toLowerCase(Locale.ROOT);
    problems.add("- at '" + path + "': got " + type + ", want " + wanted);
  }
}
