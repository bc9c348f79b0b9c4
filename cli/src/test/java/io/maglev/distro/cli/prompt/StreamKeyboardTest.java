package io.maglev.distro.cli.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.error.DistroException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class StreamKeyboardTest {
  @Test
  void line_severalLines_comesOneByOneAndThenEmpty() {
    Keyboard keyboard = keyboard("one\r\n\ntwö");

    assertThat(keyboard.line()).contains("one");
    assertThat(keyboard.secret()).contains("");
    assertThat(keyboard.line()).contains("twö");
    assertThat(keyboard.line()).isEmpty();
    assertThat(keyboard.line()).isEmpty();
  }

  @Test
  void line_leavesWhatFollowsTheLineEnd() throws IOException {
    InputStream in = stream("one\ntwo\n");

    new StreamKeyboard(in).line();

    assertThat(in.readAllBytes()).asString(StandardCharsets.UTF_8).isEqualTo("two\n");
  }

  @Test
  void line_withoutEnd_stopsAtTheLimit() {
    assertThat(keyboard("x".repeat(65_536) + "\n").line())
        .hasValueSatisfying(line -> assertThat(line).hasSize(65_536));
    assertThatThrownBy(() -> keyboard("x".repeat(65_537)).line())
        .isInstanceOf(DistroException.class)
        .hasMessage("cannot read an answer: it has more than 65536 bytes, the limit");
  }

  private static Keyboard keyboard(String text) {
    return new StreamKeyboard(stream(text));
  }

  private static InputStream stream(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }
}
