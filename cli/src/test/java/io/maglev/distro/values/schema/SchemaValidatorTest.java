package io.maglev.distro.values.schema;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.yaml.YamlReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaValidatorTest {
  private static final String DRAFT_7 = "$schema: http://json-schema.org/draft-07/schema#, ";

  /** The lines were recorded from helm 3.22.0. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "properties: {a: {type: integer}} | a: x | - at '/a': got string, want integer",
        "properties: {a: {type: integer}} | a: 1.5 | - at '/a': got number, want integer",
        "properties: {a: {type: [string, 'null']}} | a: 1 | - at '/a': got number, want null or"
            + " string",
        "required: [a] | b: 1 | - at '': missing property 'a'",
        "required: [a, c] | b: 1 | - at '': missing properties 'a', 'c'",
        "properties: {a: {enum: [u, 1, true]}} | a: x | - at '/a': value must be one of 'u', 1,"
            + " true",
        "properties: {a: {const: u}} | a: x | - at '/a': value must be 'u'",
        "properties: {a: {pattern: '^u'}} | a: x | - at '/a': 'x' does not match pattern '^u'",
        "properties: {a: {minimum: 5}} | a: 1 | - at '/a': minimum: got 1, want 5",
        "properties: {a: {exclusiveMaximum: 5}} | a: 5 | - at '/a': exclusiveMaximum: got 5, want"
            + " 5",
        "properties: {a: {minLength: 3}} | a: é | - at '/a': minLength: got 1, want 3",
        "properties: {a: {maxItems: 1}} | a: [1, 2] | - at '/a': maxItems: got 2, want 1",
        "{properties: {a: {}}, additionalProperties: false} | a: 1 | ''",
        "properties: {a: {items: {type: string}}} | a: [x, 1] | - at '/a/1': got number, want"
            + " string",
        "properties: {a: {properties: {b/c: {type: string}}}} | a: {b/c: 1} | - at '/a/b~1c': got"
            + " number, want string",
      })
  void problem_brokenRule_isWordedAsHelmWordsIt(String schema, String values, String line) {
    String expected = line.equals("''") ? "" : line + "\n";

    assertThat(problem(schema.startsWith("{") ? schema : "{" + schema + "}", values))
        .isEqualTo(expected);
  }

  @Test
  void problem_wholeNumberOfYaml_isAnInteger() {
    assertThat(problem("{properties: {a: {type: integer}}}", "a: 5.0")).isEmpty();
  }

  @Test
  void problem_siblingsOfRefInDraft7_areIgnored() {
    String rest = "definitions: {d: {}}, properties: {a: {$ref: '#/definitions/d', type: string}}";

    assertThat(problem("{" + DRAFT_7 + rest + "}", "a: 1")).isEmpty();
    assertThat(problem("{" + rest + "}", "a: 1")).isEqualTo("- at '/a': got number, want string\n");
  }

  @Test
  void problem_schemaOfNoParticularDraft_isTheLatest() {
    assertThat(problem("{$schema: 'http://json-schema.org/schema#', required: [a]}", "b: 1"))
        .isEqualTo("- at '': missing property 'a'\n");
  }

  @Test
  void problem_referenceToTheNetwork_isNotFollowed() {
    assertThat(problem("{$ref: 'http://127.0.0.1:1/x.json'}", "a: 1"))
        .contains("lies outside the chart and is not fetched");
  }

  @Test
  void problem_referenceToADraft_isServedFromWithin() {
    assertThat(
            problem(
                "{"
                    + DRAFT_7
                    + "properties: {a: {$ref: 'http://json-schema.org/draft-07/schema#'}}}",
                "a: {type: 5}"))
        .contains("/a/type");
  }

  @Test
  void problem_malformedSchema_isReported() {
    assertThat(SchemaValidator.problem("{", YamlReader.readMap("a: 1", "")))
        .hasValueSatisfying(text -> assertThat(text).startsWith("cannot read values.schema.json"));
  }

  @Test
  @Timeout(20)
  void problem_patternThatBacktracks_takesLinearTime() {
    String text = "a".repeat(100_000) + "!";

    assertThat(problem("{properties: {a: {pattern: '^(a+)+$'}}}", "a: " + text))
        .contains("does not match pattern");
  }

  @Test
  void problem_referencesInACycle_areReported() {
    assertThat(problem("{$ref: '#'}", "a: 1"))
        .isEqualTo("cannot use values.schema.json: its references form a cycle\n");
  }

  private static String problem(String schema, String values) {
    return SchemaValidator.problem(
            io.maglev.distro.yaml.GoJson.write(YamlReader.read(schema, "")),
            YamlReader.readMap(values, ""))
        .orElse("");
  }
}
