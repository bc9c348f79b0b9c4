package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTest {
  private final List<String> seen = new ArrayList<>();
  private final LogLines lines = new LogLines(seen::add);

  @Test
  void write_piecesOfLines_areJoined() {
    write("one\ntw");
    assertThat(seen).containsExactly("one");

    write("o\r\n\nthree");
    lines.finish();

    assertThat(seen).containsExactly("one", "two", "", "three");
  }

  @Test
  void finish_withoutAStartedLine_tellsNothing() {
    write("one\n");
    lines.finish();

    assertThat(seen).containsExactly("one");
  }

  @Test
  void write_characterInTwoPieces_isOneCharacter() {
    byte[] text = "\u00fc\n".getBytes(StandardCharsets.UTF_8);
    lines.write(new byte[] {text[0]});
    lines.write(new byte[] {text[1], text[2]});

    assertThat(seen).containsExactly("\u00fc");
  }

  @Test
  void write_endlessLine_isCutOffAndKeepsNoMore() {
    for (int i = 0; i < 3; i++) {
      write("x".repeat(LogLines.LONGEST - 1));
    }
    write("\nnext\n");

    assertThat(seen).containsExactly("x".repeat(LogLines.LONGEST) + " ...", "next");
  }

  private void write(String text) {
    lines.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
