package io.maglev.distro.compose.parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ParameterTemplateTest {
  private static final ParameterValues VALUES =
      new ParameterValues(
          Map.of(
              "domain", "maglev.local",
              "replicas", 3L,
              "ratio", 0.5,
              "debug", true,
              "html", "<b>&\"'",
              "tag", "<%domain%>",
              "yaml", "a: [1]\nb: {}",
              "empty", ""),
          Set.of());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "idm.<%domain%> | idm.maglev.local",
        "<% domain %> | maglev.local",
        "<%domain%>:<%replicas%> | maglev.local:3",
        "x<%empty%>y | xy",
        "r=<%ratio%> d=<%debug%> | r=0.5 d=true",
        "v: <%html%> | v: <b>&\"'",
        "v: <%tag%> | v: <%domain%>",
        "{{ .Values.x }} <%domain%> {{/* c */}} | {{ .Values.x }} maglev.local {{/* c */}}",
        "{{ tpl \"<%domain%>\" . }} | {{ tpl \"maglev.local\" . }}",
        "a %> b < % <<<%domain%>>> | a %> b < % <<maglev.local>>",
        "no tag | no tag",
      })
  void substitute_text_replacesTagsOnly(String text, String expected) {
    assertThat(substituted(text)).isEqualTo(expected);
  }

  @Test
  void substitute_wholeTag_keepsTheType() {
    assertThat(substituted("<%replicas%>")).isEqualTo(3L);
    assertThat(substituted("<% ratio %>")).isEqualTo(0.5);
    assertThat(substituted("<%debug%>")).isEqualTo(true);
    assertThat(substituted(" <%replicas%>")).isEqualTo(" 3");
  }

  @Test
  void substitute_value_neverBecomesStructureNorATagAgain() {
    assertThat(substituted("<%yaml%>")).isEqualTo("a: [1]\nb: {}");
    assertThat(substituted("<%tag%>")).isEqualTo("<%domain%>");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\rb<%domain%>\r\n\r\n \r",
        "\n\n  <%domain%>  \n\n",
        "\t<%domain%>\r\r\n",
        "  \n<%domain%>\n{{#x}}y{{/x}}\n{{> p}}\n{{=[[ ]]=}}",
        "\u0000\uFFFF\u2028<%domain%>\uD83D\uDE00",
      })
  void substitute_strangeText_changesTheTagAlone(String text) {
    assertThat(substituted(text)).isEqualTo(text.replace("<%domain%>", "maglev.local"));
  }

  @Test
  void substitute_structure_isCopiedDeeply() {
    Map<String, Object> values =
        Map.of("list", List.of("<%domain%>", Map.of("n", "<%replicas%>"), 1.5), "flag", true);

    Map<String, Object> result = ParameterTemplate.substitute(values, VALUES);

    assertThat(result)
        .isEqualTo(Map.of("list", List.of("maglev.local", Map.of("n", 3L), 1.5), "flag", true));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<%#domain%>x<%/domain%>",
        "<%^domain%>",
        "<%>domain%>",
        "<%!domain%>",
        "<%&domain%>",
        "<%{domain}%>",
        "<%=[[ ]]=%>",
        "<%%implicit-iterator%>",
        "<%domain.bytes%>",
        "<%.%>",
        "<%%>",
        "<%domain",
        "<%a b%>",
        "<%nope%>",
        "<%domain\r%>",
        "<%class%>"
      })
  void substitute_anythingButANameOfOurs_isRefused(String text) {
    assertThatThrownBy(() -> substituted("x " + text))
        .isInstanceOf(DistroException.class)
        .hasMessageStartingWith("cannot put parameters into values: ");
  }

  @Test
  void check_badTags_namesEachPlaceAndTheNearest() {
    YamlNode values =
        YamlNode.parse(
            """
            host: "db.<%domian%>"
            list:
              - <%#domain%>
              - x <%domain
              - <%domain%>
            <%domain%>: key
            """,
            "m.yaml");
    Problems problems = new Problems();

    ParameterTemplate.check(values, List.of("domain"), problems);

    assertThat(problems.found())
        .extracting(SourceLocation::toString)
        .containsExactly(
            "m.yaml:1:7: there is no parameter 'domian'; did you mean 'domain'?",
            "m.yaml:3:5: Mustache's <%# is not supported: between <% and %> stands the name of a"
                + " parameter and nothing else",
            "m.yaml:4:5: a '<%' is not closed by '%>'",
            "m.yaml:6:1: parameters are put into values only, not into keys");
  }

  private static @Nullable Object substituted(String text) {
    return ParameterTemplate.substitute(Map.of("key", text), VALUES).get("key");
  }
}
