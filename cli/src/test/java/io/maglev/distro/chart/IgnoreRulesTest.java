package io.maglev.distro.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rows are those of Helm's {@code pkg/ignore/rules_test.go}. */
class IgnoreRulesTest {

  @ParameterizedTest
  @CsvSource({
    "helm.txt, helm.txt, false, true",
    "helm.*, helm.txt, false, true",
    "helm.*, rudder.txt, false, false",
    "*.txt, tiller.txt, false, true",
    "*.txt, cargo/a.txt, false, true",
    "cargo/*.txt, cargo/a.txt, false, true",
    "cargo/*.*, cargo/a.txt, false, true",
    "cargo/*.txt, mast/a.txt, false, false",
    "ru[c-e]?er.txt, rudder.txt, false, true",
    "templates/.?*, templates/.dotfile, false, true",
    "cargo/, cargo, true, true",
    "cargo/, cargo/, true, true",
    "cargo/, mast/, true, false",
    "helm.txt/, helm.txt, false, false",
    "!helm.txt, helm.txt, false, false",
    "!helm.txt, tiller.txt, false, true",
    "!*.txt, cargo, true, true",
    "!cargo/, mast/, true, true",
    "/a.txt, a.txt, false, true",
    "/a.txt, cargo/a.txt, false, false",
    "/cargo/a.txt, cargo/a.txt, false, true",
  })
  void ignores_rowOfHelm_decidesAsHelm(
      String rule, String path, boolean directory, boolean ignored) {
    String name = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;

    assertThat(IgnoreRules.parse(rule).ignores(name, directory)).isEqualTo(ignored);
  }

  @Test
  void parse_commentsBlanksAndMark_arePassedOver() {
    IgnoreRules rules = IgnoreRules.parse("\ufeff# comment\n\n  *.bak  \r\n");

    assertThat(rules.ignores("x.bak", false)).isTrue();
    assertThat(rules.ignores("# comment", false)).isFalse();
  }

  @Test
  void defaults_dotFilesOfTemplates_areIgnored() {
    assertThat(IgnoreRules.defaults().ignores("templates/.x", false)).isTrue();
    assertThat(IgnoreRules.defaults().ignores(".x", false)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "foo/**/bar, double-star (**) syntax is not supported",
    "[z-, syntax error in pattern"
  })
  void parse_malformedRule_isRefusedWithHelmsText(String rule, String text) {
    assertThatThrownBy(() -> IgnoreRules.parse(rule))
        .isInstanceOf(ChartLoadException.class)
        .hasMessageContaining(rule)
        .extracting(e -> ((ChartLoadException) e).helmText())
        .isEqualTo(text);
  }
}
