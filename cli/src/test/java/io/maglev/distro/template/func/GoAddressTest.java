package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What Helm 3.22 made of these. */
class GoAddressTest {
  @ParameterizedTest
  @CsvSource({
    "10.0.0.1,0a000001",
    "255.255.255.0,ffffff00",
    "::ffff:1.2.3.4,01020304",
    "::FFFF:1.2.3.4,01020304",
    "::,00000000000000000000000000000000",
    "::1,00000000000000000000000000000001",
    "1::,00010000000000000000000000000000",
    "fe80::Ab:1,fe800000000000000000000000ab0001",
    "1:2:3:4:5:6:7::,00010002000300040005000600070000",
    "1:2:3:4:5:6:7:8,00010002000300040005000600070008",
    "::1.2.3.4,00000000000000000000000001020304",
    "1:2:3:4:5:6:1.2.3.4,00010002000300040005000601020304",
  })
  void address_wellFormed_isItsBytes(String text, String bytes) {
    assertThat(GoAddress.parse(text).map(HexFormat.of()::formatHex)).contains(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1.2.3",
        "1.2.3.4.",
        "1.2.3.256",
        "1.2.3.04",
        "010.0.0.1",
        "0x1.2.3.4",
        " 1.2.3.4",
        "10.0.0.1/24",
        "fe80::1%eth0",
        "1::2::3",
        "12345::",
        "00001::",
        "1:2:3:4:5:6:7:8:9",
        "1:2:3:4:5:6:7:8::",
        "1:2:3",
        ":1",
        "1:",
        "[::1]",
        "1.2.3.4:1",
        "1:2:3:4:5:6:7:1.2.3.4",
        "::１",
      })
  void address_malformed_isNone(String text) {
    assertThat(GoAddress.parse(text)).isEmpty();
  }
}
