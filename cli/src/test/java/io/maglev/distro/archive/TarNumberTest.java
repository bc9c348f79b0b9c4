package io.maglev.distro.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers are those of Go's archive/tar. */
class TarNumberTest {
  @ParameterizedTest
  @CsvSource({
    "'0000644\0', 420",
    "'   644 \0', 420",
    "'\0\0\0\0\0\0\0\0', 0",
    "'        ', 0",
    "'77777777', 16777215",
    "'12\0zzzzz', 10",
    "'\u0080\0\0\0\0\0\1\2', 258",
    "'\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00ff\u00fe', -2",
  })
  void parse_fieldsOfEveryForm_giveTheNumber(String field, long number) throws Exception {
    assertThat(TarNumber.parse(bytes(field), 0, 8)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0000648\0", "12 45678", "-0000012", "x\0\0\0\0\0\0\0"})
  void parse_whatIsNoNumber_isDamage(String field) {
    assertThatThrownBy(() -> TarNumber.parse(bytes(field), 0, 8))
        .isInstanceOf(TarDamage.class)
        .hasMessage("archive/tar: invalid tar header");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00bf", "\u0081"})
  void parse_moreThanSixtyThreeBits_isDamage(String first) {
    assertThatThrownBy(() -> TarNumber.parse(bytes(first + "\u00ff".repeat(11)), 0, 12))
        .isInstanceOf(TarDamage.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "1.5", "99999999999999999999", "9223372036854775808", "0x1"})
  void decimal_whatIsNoWholeNumber_isDamage(String text) {
    assertThatThrownBy(() -> TarNumber.decimal(text)).isInstanceOf(TarDamage.class);
  }

  private static byte[] bytes(String field) {
    return field.getBytes(StandardCharsets.ISO_8859_1);
  }
}
