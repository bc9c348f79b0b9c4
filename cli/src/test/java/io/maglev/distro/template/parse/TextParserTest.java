package io.maglev.distro.template.parse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TextParserTest {
  private static final String LIBRARY = "{{define \"lib\"}}{{.x}}{{end}}\n{{.a}}";

  private final TextParser parser = new TextParser(Set.of("print"), 1 << 20);

  private static Tree tree(Map<String, Tree> trees, String name) {
    return Objects.requireNonNull(trees.get(name));
  }

  @Test
  void text_parsedInTwoFiles_isParsedOnceAndKnowsItsFile() {
    Map<String, Tree> first = parser.parse("a/lib.tpl", LIBRARY);
    Map<String, Tree> second = parser.parse("b/lib.tpl", LIBRARY);

    assertThat(second).containsOnlyKeys("lib", "b/lib.tpl");
    assertThat(tree(second, "lib").root()).isSameAs(tree(first, "lib").root());
    assertThat(tree(first, "lib").parseName()).isEqualTo("a/lib.tpl");
    assertThat(tree(second, "lib").parseName()).isEqualTo("b/lib.tpl");
    assertThat(tree(second, "b/lib.tpl").name()).isEqualTo("b/lib.tpl");
    assertThat(second).isEqualTo(Parser.parse("b/lib.tpl", LIBRARY, name -> false));
  }

  @Test
  void text_thatDefinesATemplateOfItsFilesName_failsUnderThatNameOnly() {
    parser.parse("other", LIBRARY);

    assertThatThrownBy(() -> parser.parse("lib", LIBRARY))
        .isInstanceOf(ParseException.class)
        .hasMessage("template: lib:2: template: multiple definition of template \"lib\"")
        .hasMessage(messageOf("lib", LIBRARY));
    assertThat(parser.parse("other", LIBRARY)).hasSize(2);
  }

  private static String messageOf(String name, String text) {
    try {
      return "parsed: " + Parser.parse(name, text, function -> false);
    } catch (ParseException e) {
      return String.valueOf(e.getMessage());
    }
  }

  @Test
  void text_ofDefinitionsOnlyInAFileOfThatName_isTheDefinition() {
    String text = "{{define \"lib\"}}{{.x}}{{end}}\n";
    parser.parse("other", text);

    assertThat(tree(parser.parse("lib", text), "lib").root()).hasToString("{{.x}}");
  }

  @Test
  void error_ofTheSameTextInTwoFiles_namesEach() {
    String bad = "{{ .a\n | bad }}";

    assertThatThrownBy(() -> parser.parse("a", bad))
        .hasMessage("template: a:2: function \"bad\" not defined");
    assertThatThrownBy(() -> parser.parse("b", bad))
        .hasMessage("template: b:2: function \"bad\" not defined");
    assertThat(parser.bytes()).isZero();
  }

  @Test
  void limit_reached_forgetsWhatWasUsedLongestAgo() {
    TextParser small = new TextParser(Set.of(), 2500);
    Node.Sequence first = root(small, 1);
    root(small, 2);
    root(small, 1);
    root(small, 3);

    assertThat(small.bytes()).isBetween(1000L, 2500L);
    assertThat(root(small, 1)).isSameAs(first);
    for (int i = 4; i < 100; i++) {
      root(small, i);
    }
    assertThat(small.bytes()).isBetween(1000L, 2500L);
    assertThat(root(small, 1)).isNotSameAs(first).isEqualTo(first);
  }

  /** Each text takes about a thousand bytes. */
  private static Node.Sequence root(TextParser parser, int number) {
    return tree(parser.parse("t", "{{." + "x".repeat(240) + number + "}}"), "t").root();
  }

  @Test
  void text_overTheLimitOrWithoutActions_isNotKept() {
    parser.parse("t", "plain text");
    parser.parse("t", "{{.a}}" + "x".repeat(1 << 20));

    assertThat(parser.bytes()).isZero();
  }

  @Test
  void forget_afterSomeTexts_keepsNothing() {
    Node.Sequence first = tree(parser.parse("t", LIBRARY), "lib").root();
    parser.forget();

    assertThat(parser.bytes()).isZero();
    assertThat(tree(parser.parse("t", LIBRARY), "lib").root()).isNotSameAs(first).isEqualTo(first);
  }
}
