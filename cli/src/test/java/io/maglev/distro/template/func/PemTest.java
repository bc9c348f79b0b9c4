package io.maglev.distro.template.func;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {
  private static final String BLOCK = "-----BEGIN X-----\nYWJj\n-----END X-----\n";

  @Test
  void encode_longContent_breaksLinesAfter64Characters() {
    String text = new Pem("X", new byte[60]).encode();

    assertThat(text.lines().map(String::length)).containsExactly(17, 64, 16, 15);
    assertThat(Pem.decode(text).orElseThrow().der()).isEqualTo(new byte[60]);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        BLOCK,
        "text before\n" + BLOCK + "text after",
        "-----BEGIN X-----\r\nYWJj\r\n-----END X-----\r\n",
        "-----BEGIN X-----\nProc-Type: 4\n\nYWJj\n-----END X-----",
        "-----BEGIN Y-----\n!\n-----END Y-----\n" + BLOCK,
        "-----BEGIN Y-----\nYWJj\n" + BLOCK
      })
  void decode_blockAnywhere_findsTheFirstGoodOne(String text) {
    Pem pem = Pem.decode(text).orElseThrow();

    assertThat(pem.type()).isEqualTo("X");
    assertThat(new String(pem.der(), StandardCharsets.US_ASCII)).isEqualTo("abc");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-----BEGIN X-----",
        "-----BEGIN X-----\nYWJj\n",
        "x-----BEGIN X-----\nYWJj\n-----END X-----",
        "-----BEGIN X-----\nYWJj\n-----END Y-----"
      })
  void decode_noWholeBlock_isEmpty(String text) {
    assertThat(Pem.decode(text)).isEmpty();
  }
}
