package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.template.FunctionException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Templates come from strangers: no call may take memory without end. */
class FunctionLimitsTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{{ repeat 1000000000 \"abc\" }}|repeating 3 characters 1000000000 times exceeds the limit of 16777216",
        "{{ indent 1000000000 \"abc\" }}|repeating 1 characters 1000000000 times exceeds the limit of 16777216",
        "{{ until 1000000000 }}|counting from 0 to 1000000000 exceeds the limit of 1000000",
        "{{ seq 1000000000 }}|counting from 1 to 1000000001 exceeds the limit of 1000000",
        "{{ randAlphaNum 1000000000 }}|random text of 1000000000 characters exceeds the limit of 1048576",
        "{{ randBytes 1000000000 }}|random text of 1000000000 characters exceeds the limit of 1048576",
      })
  void call_askingForTooMuch_isRefusedWithBothNumbers(String template, String message) {
    assertThatThrownBy(() -> Templates.render(template, Map.of())).message().endsWith(message);
  }

  @ParameterizedTest
  @CsvSource({
    "{{ deepCopy . }},values to copy nest deeper than 1000",
    "{{ merge (dict) . (dict \"self\" .) }},values to merge nest deeper than 1000",
  })
  void call_onAMapThatHoldsItself_isRefused(String template, String message) {
    Map<String, @Nullable Object> loop = new LinkedHashMap<>();
    loop.put("self", loop);

    assertThatThrownBy(() -> Templates.render(template, loop)).message().endsWith(message);
  }

  @Test
  void deepEqual_onTwoMapsThatHoldThemselves_isRefused() {
    Map<String, @Nullable Object> left = new LinkedHashMap<>();
    left.put("self", left);
    Map<String, @Nullable Object> right = new LinkedHashMap<>();
    right.put("self", right);

    assertThatThrownBy(() -> DeepEqual.test(left, right))
        .hasMessage("values nest deeper than 1000");
  }

  @Test
  void parsedNumber_ofHostileLength_isZero() {
    assertThat(Casts.toInt64("1".repeat(100_000))).isZero();
    assertThat(Casts.toFloat64("1".repeat(100_000))).isZero();
  }

  @Test
  void duration_ofHostileLength_isRefused() {
    assertThatThrownBy(() -> GoDuration.parse("1h".repeat(100_000)))
        .isInstanceOf(FunctionException.class);
  }
}
