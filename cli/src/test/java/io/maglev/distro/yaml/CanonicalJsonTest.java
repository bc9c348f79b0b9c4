package io.maglev.distro.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CanonicalJsonTest {

  /** The bits and texts of RFC 8785, appendix B. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, 0",
    "8000000000000000, 0",
    "0000000000000001, 5e-324",
    "8000000000000001, -5e-324",
    "7fefffffffffffff, 1.7976931348623157e+308",
    "ffefffffffffffff, -1.7976931348623157e+308",
    "4340000000000000, 9007199254740992",
    "c340000000000000, -9007199254740992",
    "4430000000000000, 295147905179352830000",
    "44b52d02c7e14af5, 9.999999999999997e+22",
    "44b52d02c7e14af6, 1e+23",
    "44b52d02c7e14af7, 1.0000000000000001e+23",
    "444b1ae4d6e2ef4e, 999999999999999700000",
    "444b1ae4d6e2ef4f, 999999999999999900000",
    "444b1ae4d6e2ef50, 1e+21",
    "3eb0c6f7a0b5ed8c, 9.999999999999997e-7",
    "3eb0c6f7a0b5ed8d, 0.000001",
    "41b3de4355555553, 333333333.3333332",
    "41b3de4355555554, 333333333.33333325",
    "41b3de4355555555, 333333333.3333333",
    "41b3de4355555556, 333333333.3333334",
    "41b3de4355555557, 333333333.33333343",
    "becbf647612f3696, -0.0000033333333333333333",
    "43143ff3c1cb0959, 1424953923781206.2"
  })
  void write_double_isWhatEcmaScriptPrints(String bits, String expected) {
    assertThat(text(Double.longBitsToDouble(Long.parseUnsignedLong(bits, 16)))).isEqualTo(expected);
  }

  /** RFC 8785, section 3.2.3. */
  @Test
  void write_keys_areOrderedByUtf16Units() {
    Map<String, @Nullable Object> map =
        Map.of(
            "\u20ac", "Euro Sign",
            "\r", "Carriage Return",
            "\ufb33", "Hebrew Letter Dalet With Dagesh",
            "1", "One",
            "\ud83d\ude00", "Emoji: Grinning Face",
            "\u0080", "Control",
            "\u00f6", "Latin Small Letter O With Diaeresis");

    assertThat(text(map))
        .isEqualTo(
            "{\"\\r\":\"Carriage Return\",\"1\":\"One\",\"\u0080\":\"Control\","
                + "\"\u00f6\":\"Latin Small Letter O With Diaeresis\",\"\u20ac\":\"Euro Sign\","
                + "\"\ud83d\ude00\":\"Emoji: Grinning Face\","
                + "\"\ufb33\":\"Hebrew Letter Dalet With Dagesh\"}");
  }

  /** RFC 8785, section 3.2.2. */
  @Test
  void write_literalsAndStrings_areInTheirOneForm() {
    Map<String, @Nullable Object> map =
        Map.of(
            "numbers", List.of(333333333.3333333, 1E30, 4.50, 2e-3, 0.000000000000000000000000001),
            "string", "\u20ac$\u000f\nA'B\"\\\\\"/",
            "literals", Arrays.asList(null, true, false));

    assertThat(text(map))
        .isEqualTo(
            "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],"
                + "\"string\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
  }

  @Test
  void write_longThatNoDoubleHolds_isRefused() {
    assertThat(text(1L << 53)).isEqualTo("9007199254740992");
    assertThatThrownBy(() -> CanonicalJson.write((1L << 53) + 1))
        .isInstanceOf(YamlException.class)
        .hasMessageContaining("9007199254740993 is not exact");
  }

  @Test
  void write_whatJsonCannotSay_isRefused() {
    assertThatThrownBy(() -> CanonicalJson.write(Double.NaN)).hasMessageContaining("NaN");
    assertThatThrownBy(() -> CanonicalJson.write("\ud83d")).hasMessageContaining("surrogate");
    assertThatThrownBy(() -> CanonicalJson.write(Duration.ZERO))
        .hasMessageContaining("no JSON form for Duration");
  }

  private static String text(@Nullable Object value) {
    return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
  }
}
