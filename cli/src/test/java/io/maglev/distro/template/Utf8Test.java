package io.maglev.distro.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class Utf8Test {
  private static final List<String> VALID =
      List.of(
          "", "ascii", "é", "\u07ff\u0800", "€", "\uffff", "😀", "a😀é€z", "\u0000\u007f\u0080");

  @Test
  void validText_encodedAndDecoded_isAsTheJdkHasIt() {
    for (String text : VALID) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);

      assertThat(Utf8.bytes(text)).isEqualTo(bytes);
      assertThat(Utf8.length(text)).isEqualTo(bytes.length);
      assertThat(Utf8.decode(bytes)).isEqualTo(text);
    }
  }

  @Test
  void anyTwoBytes_decodedAndEncoded_areTheSame() {
    byte[] bytes = new byte[4];
    for (int lead = 0; lead < 0x10000; lead++) {
      bytes[0] = (byte) (lead >> 8);
      bytes[1] = (byte) lead;
      bytes[2] = (byte) 0x82;
      bytes[3] = (byte) 0xAC;

      assertThat(Utf8.bytes(Utf8.decode(bytes))).isEqualTo(bytes);
    }
  }

  @Test
  void invalidBytes_decoded_areEscapedOneByOne() {
    byte[] bytes = {'a', (byte) 0xE2, (byte) 0x82, 'b', (byte) 0xFF};

    assertThat(Utf8.decode(bytes)).isEqualTo("a\udce2\udc82b\udcff");
    assertThat(Utf8.length("a\udce2\udc82b\udcff")).isEqualTo(5);
    assertThat(Utf8.runeCount("a\udce2\udc82b\udcff")).isEqualTo(5);
  }

  @Test
  void slice_throughACharacter_givesItsBytes() {
    assertThat(Utf8.slice("é", 0, 1)).isEqualTo("\udcc3");
    assertThat(Utf8.slice("é", 1, 2)).isEqualTo("\udca9");
    assertThat(Utf8.slice("ascii", 1, 3)).isEqualTo("sc");
  }

  @Test
  void order_isThatOfTheBytes() {
    List<String> sorted =
        List.of("", "-", "B", "a", "a10", "a2", "\udc80", "é", "\udcee", "\uffee", "😀", "\udcff");

    assertThat(sorted.stream().sorted(Utf8.ORDER.reversed()).sorted(Utf8.ORDER))
        .containsExactlyElementsOf(sorted);
  }
}
