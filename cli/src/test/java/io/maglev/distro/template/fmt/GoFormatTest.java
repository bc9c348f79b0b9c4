package io.maglev.distro.template.fmt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.template.FunctionException;
import io.maglev.distro.template.GoInt;
import io.maglev.distro.template.GoUint8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the recorded rows cannot reach; the verbs themselves are in golden/template. */
class GoFormatTest {

  @Test
  void sprint_ofScalars_isAsVerbV() {
    List<Object> values = List.of("a", new GoInt(-5), 7L, true, 1e6, 999999.0, 0.1, -0.0, 1e-5);

    for (Object value : values) {
      assertThat(GoFormat.sprint(value)).isEqualTo(GoFormat.sprintf("%v", List.of(value)));
    }
    assertThat(GoFormat.sprint(null)).isEqualTo("<nil>");
  }

  @Test
  void float_infiniteOrNan_isNamed() {
    List<Double> values = List.of(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN);

    assertThat(GoFormat.sprintAll(values)).isEqualTo("+Inf -Inf NaN");
    assertThat(GoFormat.sprintf("%5.1f|%+f|%-6v|%06v|% f", twice(values)))
        .startsWith(" +Inf|-Inf|NaN   |  +Inf|-Inf");
  }

  private static List<Double> twice(List<Double> values) {
    List<Double> all = new ArrayList<>(values);
    all.addAll(values);
    return all;
  }

  @Test
  void shortestDigits_ofAnyFloat_readBackAndAreNoMoreThanTheJdkNeeds() {
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      double value = Double.longBitsToDouble(random.nextLong());
      if (Double.isNaN(value) || Double.isInfinite(value)) {
        continue;
      }
      String text = Floats.format(value, 'e', -1);

      assertThat(Double.parseDouble(text)).isEqualTo(value);
      assertThat(digits(text)).isLessThanOrEqualTo(digits(Double.toString(value)));
    }
  }

  private static int digits(String number) {
    String mantissa = number.replaceAll("[eE].*", "").replaceAll("[-.]", "");
    return mantissa.replaceAll("^0+|0+$", "").length();
  }

  @Test
  void pointer_isShownAsAnAddress() {
    assertThat(GoFormat.sprintf("%p", List.of(List.of()))).matches("0xc[0-9a-f]+");
    assertThat(GoFormat.sprintf("%p", List.of(new GoInt(1)))).isEqualTo("%!p(int=1)");
  }

  @Test
  void valueThatRepeatsItself_exponentially_isCutOff() {
    List<Object> value = new ArrayList<>(List.of("0123456789".repeat(10)));
    for (int i = 0; i < 40; i++) {
      value = Arrays.asList(value, value);
    }
    List<Object> explosive = value;

    assertThatThrownBy(() -> GoFormat.sprint(explosive))
        .isInstanceOf(FunctionException.class)
        .hasMessageContaining("longer than");
  }

  @Test
  void bytes_ofAnyNumber_printAsTheListOfThem() {
    byte[] bytes = new byte[10_000];
    List<Object> numbers = new ArrayList<>();
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (i * 7);
      numbers.add(new GoUint8(bytes[i] & 0xFF));
    }

    assertThat(GoFormat.sprint(bytes)).isEqualTo(GoFormat.sprint(numbers)).startsWith("[0 7 14 ");
    assertThat(GoFormat.sprint(new byte[0])).isEqualTo("[]");
    assertThat(GoFormat.sprintf("%3d", List.of(new byte[] {1, -1}))).isEqualTo("[  1 255]");
  }
}
