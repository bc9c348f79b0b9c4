package io.maglev.distro.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HookWeightTest {

  @ParameterizedTest
  @CsvSource(
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "5,5",
        "-5,-5",
        "+5,5",
        "007,7",
        "3000000000,3000000000",
        "'',0",
        "ten,0",
        "1.5,0",
        "1_0,0",
        "0x10,0",
        " 5,0",
        "--5,0",
        "99999999999999999999,0",
        "٣,0"
      })
  void parse_text_isGosAtoi(String text, long weight) {
    assertThat(HookWeight.parse(text)).isEqualTo(weight);
  }
}
