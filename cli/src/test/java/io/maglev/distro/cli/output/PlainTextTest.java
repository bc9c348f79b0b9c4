package io.maglev.distro.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PlainTextTest {

  @Test
  void lines_keepsBreaksAndTabsOnly() {
    assertThat(PlainText.lines("a\u001b[31m\r\n\tb\u009b\u202ec\u0000"))
        .isEqualTo("a?[31m?\n\tb??c?");
    assertThat(PlainText.lines("grün – 東京 🚀")).isEqualTo("grün – 東京 🚀");
  }

  @Test
  void line_isOneLine() {
    assertThat(PlainText.line("a\nb\tc\u2028d")).isEqualTo("a b c d");
  }

  @Test
  void table_cells_cannotBreakIt() {
    assertThat(new Table("A", "B").row("x\ny", "\u001b[2J").toString())
        .isEqualTo("A    B\nx y   [2J\n");
  }

  @Test
  void byteSize_isShort() {
    assertThat(ByteSize.of(0)).isEqualTo("0 B");
    assertThat(ByteSize.of(1023)).isEqualTo("1023 B");
    assertThat(ByteSize.of(1024)).isEqualTo("1.0 KiB");
    assertThat(ByteSize.of(5L << 30)).isEqualTo("5.0 GiB");
    assertThat(ByteSize.of(Long.MAX_VALUE)).endsWith(" TiB");
  }
}
