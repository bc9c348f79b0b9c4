package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.template.exec.ExecOptions;
import io.maglev.distro.template.exec.Limits;
import io.maglev.distro.template.exec.MissingKey;
import io.maglev.distro.template.exec.TemplateSet;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Slow functions count as many steps, so that a loop of them ends as soon as any other. */
class FunctionCostTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "bcrypt \"a\"",
        "htpasswd \"a\" \"b\"",
        "derivePassword 1 \"long\" \"a\" \"b\" \"c\"",
        "genPrivateKey \"rsa\"",
        "genCA \"a\" 1",
        "genSelfSignedCert \"a\" nil nil 1",
        "regexMatch \"(.*)(.*)[^a]$\" (repeat 100000 \"a\")",
        "regexFind \"b\" (repeat 100000 \"a\")",
        "regexReplaceAll \"b|c\" (repeat 100000 \"a\") \"d\"",
        "regexSplit \"b|c\" (repeat 100000 \"a\") -1",
      })
  void call_ofASlowFunction_isManySteps(String expression) {
    assertThatThrownBy(() -> render("{{ " + expression + " }}", 20_000))
        .message()
        .endsWith("exceeded maximum number of steps (20000)");
  }

  @Test
  void regexes_onLongTexts_findWhatTheyFindOnShortOnes() {
    String template =
        """
        {{ $s := repeat 50000 "ab-" -}}
        {{ regexReplaceAll "(a)(b)" $s "$2$1" | eq (repeat 50000 "ba-") }} \
        {{ regexReplaceAllLiteral "a" $s "$1" | eq (repeat 50000 "$1b-") }} \
        {{ regexFindAll "b-" $s -1 | len }} {{ regexSplit "-" $s -1 | len }} \
        {{ regexFind "-a" $s }} {{ regexMatch "^(ab-)+$" $s }}\
        """;

    assertThat(render(template, Limits.DEFAULT.steps())).isEqualTo("true true 50000 50001 -a true");
  }

  @Test
  void printf_ofMoreDigitsThanThereAre_endsInZeros() {
    assertThat(render("{{ printf \"%.2000f\" 0.1 | trunc -1900 }}", 20_000))
        .isEqualTo("0".repeat(1900));
    assertThat(render("{{ printf \"%.1000000f\" 1.5 | len }}", 200_000)).isEqualTo("1000002");
    assertThat(render("{{ printf \"%.1500e\" 0.1 | len }}", 20_000)).isEqualTo("1506");
  }

  @Test
  void wrap_ofALongWord_takesNoTimeOfItsSquare() {
    String template = "{{ wrapWith 2 \"\\n\" (repeat 1000000 \"a\") | len }}";

    assertThat(render(template, Limits.DEFAULT.steps())).isEqualTo("1499999");
  }

  private static String render(String text, long steps) {
    Limits limits = new Limits(1000, 10_000_000, steps, Duration.ofMinutes(1));
    return TemplateSet.builder("gotpl", Templates.FUNCTIONS.keySet())
        .parse("c/t", text)
        .build()
        .execute("c/t", Map.of(), ExecOptions.of(Templates.FUNCTIONS, MissingKey.ZERO, limits));
  }
}
