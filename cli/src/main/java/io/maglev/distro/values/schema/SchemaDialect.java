package io.maglev.distro.values.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.re2j.Pattern;
import java.util.Set;

/**
 * Settles which draft each part of a schema is written in as Helm's library does: {@code
 * json-schema.org/schema} is the latest, and below the root a {@code $schema} counts only in a
 * resource of its own, one with an id. Ours takes every {@code $schema} at its word.
 */
final class SchemaDialect {
  private static final String KEY = "$schema";
  private static final String LATEST = "https://json-schema.org/draft/2020-12/schema";

  private static final Pattern ANY_LATEST = Pattern.compile("https?://json-schema\\.org/schema#?");

  private static final Pattern KNOWN =
      Pattern.compile(
          "https?://json-schema\\.org/(schema|draft/20(20-12|19-09)/schema|draft-0[467]/schema)#?");

  private static final Pattern DRAFT_4 = Pattern.compile(".*draft-04.*");
  private static final Pattern BEFORE_2019 = Pattern.compile(".*draft-0[467].*");

  /** Keywords that hold data, in which nothing is a schema. */
  private static final Set<String> DATA = Set.of("const", "default", "enum", "examples");

  private SchemaDialect() {}

  /** Changes the document so that every {@code $schema} left in it means what it says. */
  static void settle(JsonNode document) {
    if (document instanceof ObjectNode root) {
      rename(root);
      children(root);
    }
  }

  private static void settleBelow(JsonNode node) {
    if (node instanceof ObjectNode object) {
      JsonNode draft = object.path(KEY);
      if (draft.isTextual() && KNOWN.matches(draft.textValue())) {
        if (hasId(object, draft.textValue())) {
          rename(object);
        } else {
          object.remove(KEY);
        }
      }
      children(object);
    } else {
      node.forEach(SchemaDialect::settleBelow);
    }
  }

  private static void children(ObjectNode object) {
    object.properties().stream()
        .filter(entry -> !DATA.contains(entry.getKey()))
        .forEach(entry -> settleBelow(entry.getValue()));
  }

  private static void rename(ObjectNode object) {
    if (ANY_LATEST.matches(object.path(KEY).asText(""))) {
      object.put(KEY, LATEST);
    }
  }

  private static boolean hasId(ObjectNode object, String draft) {
    if (BEFORE_2019.matches(draft) && object.has("$ref")) {
      return false;
    }
    return object.path(DRAFT_4.matches(draft) ? "id" : "$id").isTextual();
  }
}
