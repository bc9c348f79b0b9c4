package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Terminal;
import org.junit.jupiter.api.Test;

class LiveScreenTest {
  private final FakeScreen terminal = new FakeScreen(5, 20);
  private final LiveScreen screen = new LiveScreen(terminal.stream());

  @Test
  void show_another_replacesTheFirst() {
    screen.show("one\ntwo\nthree\n", terminal.size());
    screen.show("four\n", terminal.size());

    assertThat(String.join("\n", terminal.all())).isEqualTo("four");
  }

  @Test
  void show_moreThanFits_countsTheRest() {
    screen.show("1\n2\n3\n4\n5\n6\n", terminal.size());

    assertThat(String.join("\n", terminal.all())).isEqualTo("1\n2\n3\n(3 more lines)");
  }

  @Test
  void show_asMuchAsFits_showsAll() {
    screen.show("1\n2\n3\n4\n", terminal.size());
    screen.show("1\n2\n3\n5\n", terminal.size());

    assertThat(String.join("\n", terminal.all())).isEqualTo("1\n2\n3\n5");
  }

  @Test
  void show_onAScreenOfOneRow_showsTheCount() {
    screen.show("1\n2\n", new Terminal.Size(1, 20));

    assertThat(String.join("\n", terminal.all())).isEqualTo("(2 more lines)");
  }
}
