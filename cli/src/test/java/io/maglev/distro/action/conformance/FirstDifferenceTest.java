package io.maglev.distro.action.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstDifferenceTest {
  private static final String TWO =
      "---\n# Source: c/templates/a.yaml\na: 1\n---\n# Source: c/templates/b.yaml\nb: 1\n";

  @Test
  void of_tellsTheTemplateAndTheLineOfWhatItRenders() {
    assertThat(FirstDifference.of(TWO, TWO.replace("b: 1", "b: 2")).text())
        .isEqualTo(
            "c/templates/b.yaml, line 1 of what it renders (line 6 of the output)\n"
                + "Helm:   b: 1\ndistro: b: 2");
  }

  @Test
  void of_missingDocument_isToldOfTheOneThatHelmHas() {
    FirstDifference found = FirstDifference.of(TWO, TWO.substring(0, TWO.indexOf("---", 3)));

    assertThat(found.line()).isEqualTo(4);
    assertThat(found.distro()).isEmpty();
  }

  @Test
  void of_outputThatEndsEarly_saysSo() {
    assertThat(FirstDifference.of("a: 1", "a: 1\nb: 2").text())
        .isEqualTo("line 2 of the output\nHelm:   (nothing more)\ndistro: b: 2");
  }

  @Test
  void of_whiteSpace_isNamed() {
    assertThat(FirstDifference.of("a: 1 ", "a: 1").text())
        .endsWith("\nthe two lines differ in white space alone");
  }

  @Test
  void of_longLines_showThePlaceWhereTheyPart() {
    String before = "x".repeat(1000);

    String text = FirstDifference.of(before + "A" + before, before + "B" + before).text();

    assertThat(text).contains("Helm:   ... x").contains("xAx").contains("xBx").contains("x ...");
    assertThat(text.length()).isLessThan(500);
  }
}
