package io.maglev.distro.template.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class ParserTest {

  private static Map<String, Tree> parse(String text) {
    return Parser.parse("chart/templates/x.yaml", text, name -> name.equals("print"));
  }

  @Test
  void error_hasItsPartsAndGoText() {
    ParseException error =
        catchThrowableOfType(ParseException.class, () -> parse("a\n\n{{ .A | bad }}"));

    assertThat(error.templateName()).isEqualTo("chart/templates/x.yaml");
    assertThat(error.line()).isEqualTo(3);
    assertThat(error.detail()).isEqualTo("function \"bad\" not defined");
    assertThat(error)
        .hasMessage("template: chart/templates/x.yaml:3: function \"bad\" not defined");
  }

  @Test
  void definitions_ofOneText_becomeTreesThatKnowTheText() {
    Map<String, Tree> trees = parse("x{{define \"d\"}}body{{end}}{{block \"b\" .}}block{{end}}");

    assertThat(trees).containsOnlyKeys("chart/templates/x.yaml", "d", "b");
    Tree defined = Objects.requireNonNull(trees.get("d"));
    assertThat(defined.parseName()).isEqualTo("chart/templates/x.yaml");
    assertThat(defined.root().toString()).isEqualTo("body");
    assertThat(defined.text()).startsWith("x{{define");
  }

  @Test
  void place_behindUmlautsAndEmoji_isCountedInBytes() {
    Tree tree = Objects.requireNonNull(parse("a\né😀{{ .x }}").get("chart/templates/x.yaml"));
    Node field = tree.root().nodes().get(1);

    assertThat(tree.line(field.position())).isEqualTo(2);
    assertThat(tree.column(field.position())).isEqualTo(2 + 4 + 3);
  }

  @Test
  void place_behindInvalidByte_countsItAsOne() {
    Tree tree = Objects.requireNonNull(parse("\udcff{{ .x }}").get("chart/templates/x.yaml"));

    assertThat(tree.column(tree.root().nodes().get(1).position())).isEqualTo(4);
  }

  @Test
  void parentheses_nestedBeyondTheLimit_areRefused() {
    String text = "{{" + "(".repeat(20_000) + "1" + ")".repeat(20_000) + "}}";

    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("max expression depth exceeded");
  }

  @Test
  void blocks_nestedBeyondTheStack_areRefused() {
    String text = "{{if .x}}".repeat(500_000) + "{{end}}".repeat(500_000);

    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(ParseException.class)
        .hasMessageContaining("max expression depth exceeded");
  }

  @Test
  void blankTree_isEmpty_commentsIncluded() {
    Tree blank =
        Objects.requireNonNull(parse(" \t\n\u00a0{{/* x */}}").get("chart/templates/x.yaml"));
    Tree filled = Objects.requireNonNull(parse(" {{print}}").get("chart/templates/x.yaml"));

    assertThat(blank.root().isEmpty()).isTrue();
    assertThat(filled.root().isEmpty()).isFalse();
  }

  @Test
  void breakFunction_takesTheKeywordsPlace() {
    Map<String, Tree> trees = Parser.parse("t", "{{break}}{{continue 1}}", name -> true);

    assertThat(Objects.requireNonNull(trees.get("t")).toString())
        .isEqualTo("{{break}}{{continue 1}}");
    assertThat(trees.get("t").root().nodes()).allMatch(Node.Action.class::isInstance);
  }
}
