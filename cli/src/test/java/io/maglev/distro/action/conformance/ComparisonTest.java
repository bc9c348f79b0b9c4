package io.maglev.distro.action.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String POD = "---\n# Source: c/templates/pod.yaml\nkind: Pod\nname: a\n";

  @Test
  void outputs_sameBytes_areEqual() {
    assertThat(compare(output(POD), output(POD)).verdict()).isEqualTo(Verdict.EQUAL);
  }

  @Test
  void outputs_sameValuesInOtherStyle_differInFormatting_withPlace() {
    Comparison comparison = compare(output(POD), output(POD.replace("a\n", "\"a\"\n")));

    assertThat(comparison.verdict()).isEqualTo(Verdict.FORMATTING);
    assertThat(comparison.detail())
        .isEqualTo(
            "c/templates/pod.yaml, line 2 of what it renders (line 4 of the output)\n"
                + "Helm:   name: a\ndistro: name: \"a\"");
  }

  @Test
  void outputs_otherValues_differInContent() {
    Comparison comparison = compare(output(POD), output(POD + "more: 1\n"));

    assertThat(comparison.verdict()).isEqualTo(Verdict.CONTENT);
    assertThat(comparison.detail()).contains("line 5 of the output").contains("distro: more: 1");
  }

  @Test
  void outputs_documentsInOtherOrder_areDifferent() {
    String other = "---\n# Source: c/templates/b.yaml\nkind: B\n";

    assertThat(compare(output(POD + other), output(other + POD)).verdict())
        .isEqualTo(Verdict.CONTENT);
  }

  @Test
  void outputs_thatAreNoUtf8_compareByByte() {
    Rendering one = Rendering.Output.of(new byte[] {'a', ':', ' ', (byte) 0xff});
    Rendering other = Rendering.Output.of(new byte[] {'a', ':', ' ', (byte) 0xfe});

    assertThat(compare(one, one).verdict()).isEqualTo(Verdict.EQUAL);
    assertThat(compare(one, other).verdict()).isNotEqualTo(Verdict.EQUAL);
  }

  @Test
  void helmThatPrintsOursInAnotherRun_varies() {
    Comparison comparison =
        Comparison.of(output("a: 1\n"), output("a: 3\n"), runs("a: 2\n", "a: 3\n"), 3);

    assertThat(comparison.verdict()).isEqualTo(Verdict.VARIES);
  }

  @Test
  void helmThatVariesALine_coversAnyValueThere_butNoOtherLine() {
    String helm = POD + "password: %s\n";

    assertThat(
            Comparison.of(
                    output(helm.formatted("x")),
                    output(helm.formatted("q")),
                    runs(helm.formatted("y")),
                    2)
                .verdict())
        .isEqualTo(Verdict.VARIES);
    assertThat(
            Comparison.of(
                    output(helm.formatted("x")),
                    output(helm.formatted("q").replace("name: a", "name: b")),
                    runs(helm.formatted("y")),
                    2)
                .verdict())
        .isEqualTo(Verdict.CONTENT);
  }

  @Test
  void helmThatVaries_doesNotExcuseAMissingDocument() {
    String varying = "---\n# Source: c/templates/s.yaml\npassword: %s\n";

    assertThat(
            Comparison.of(
                    output(POD + varying.formatted("x")),
                    output(varying.formatted("q")),
                    runs(POD + varying.formatted("y")),
                    2)
                .verdict())
        .isEqualTo(Verdict.CONTENT);
  }

  @Test
  void helmThatRendersTheSameEachTime_isAskedNoMoreThanAllowed() {
    int[] asked = {0};
    Supplier<Rendering> again =
        () -> {
          asked[0]++;
          return output("a: 1\n");
        };

    assertThat(Comparison.of(output("a: 1\n"), output("a: 2\n"), again, 4).verdict())
        .isEqualTo(Verdict.CONTENT);
    assertThat(asked[0]).isEqualTo(3);
  }

  @Test
  void refusals_sameText_areVerbatim() {
    assertThat(compare(refusal("x: bad\nmore"), refusal("ours", "x: bad\nmore")).verdict())
        .isEqualTo(Verdict.REFUSED_VERBATIM);
  }

  @Test
  void refusals_whiteSpaceAtTheEnd_doesNotCount() {
    assertThat(compare(refusal("x: bad"), refusal("x: bad \n")).verdict())
        .isEqualTo(Verdict.REFUSED_VERBATIM);
  }

  @Test
  void refusals_sameHeadLine_areAlike() {
    assertThat(compare(refusal("x: bad\n- theirs"), refusal("x: bad\n- ours")).verdict())
        .isEqualTo(Verdict.REFUSED_ALIKE);
  }

  @Test
  void refusals_otherWords_tellBoth() {
    Comparison comparison = compare(refusal("theirs"), refusal("ours"));

    assertThat(comparison.verdict()).isEqualTo(Verdict.REFUSED_OTHERWISE);
    assertThat(comparison.detail()).isEqualTo("Helm: theirs\ndistro: ours");
  }

  @Test
  void onlyOneRenders_isToldApart() {
    assertThat(compare(output("a: 1\n"), refusal("no")).verdict()).isEqualTo(Verdict.ONLY_HELM);
    assertThat(compare(refusal("no"), output("a: 1\n")).verdict()).isEqualTo(Verdict.ONLY_DISTRO);
  }

  @Test
  void ourCrash_isACrash_whateverHelmDoes() {
    assertThat(compare(refusal("no"), new Rendering.Crash("boom")).verdict())
        .isEqualTo(Verdict.CRASHED);
  }

  private static Comparison compare(Rendering helm, Rendering distro) {
    return Comparison.of(helm, distro, () -> helm, 2);
  }

  private static Supplier<Rendering> runs(String... outputs) {
    Iterator<String> next = List.of(outputs).iterator();
    return () -> output(next.next());
  }

  private static Rendering output(String text) {
    return Rendering.Output.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Rendering refusal(String... texts) {
    return new Rendering.Refusal(List.of(texts));
  }
}
