package io.maglev.distro.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.output.Style.Tone;
import io.maglev.distro.cli.output.TreeText.Node;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TreeTextTest {
  private static final Node LEAF = node("leaf", List.of("a note of some words", "another"));
  private static final Node TREE =
      node("top  1/2 ready", List.of("why"), LEAF, node("x", List.of()));

  @Test
  void text_inAFile_isWhole() {
    assertThat(new TreeText(Display.PLAIN, true).text(List.of(TREE, LEAF)))
        .isEqualTo(
            """
            ├─ * top  1/2 ready
            │  │  why
            │  ├─ * leaf
            │  │     a note of some words
            │  │     another
            │  └─ * x
            └─ * leaf
                  a note of some words
                  another
            """);
  }

  @Test
  void text_inAsciiLocale_isAscii() {
    assertThat(new TreeText(Display.PLAIN, false).text(List.of(TREE)))
        .isEqualTo(
            """
            `- * top  1/2 ready
               |  why
               |- * leaf
               |     a note of some words
               |     another
               `- * x
            """);
  }

  @Test
  void text_onATerminal_cutsTitlesAndWrapsNotes() {
    Node node = node("a title that is rather long", List.of("a note that is rather long"));

    assertThat(new TreeText(terminal(26, Style.NONE), true).text(List.of(node)))
        .isEqualTo("└─ * a title that is rath…\n      a note that is\n      rather long\n");
  }

  @Test
  void text_coloured_paintsMarksOnly() {
    Style style = Style.of(Map.of("FORCE_COLOR", "1"), true);

    assertThat(new TreeText(terminal(80, style), true).text(List.of(node("x", List.of("y")))))
        .isEqualTo("└─ \u001b[32m* \u001b[0mx\n      y\n");
  }

  @Test
  void text_thatCouldSteerATerminal_isTamed() {
    assertThat(new TreeText(Display.PLAIN, true).text(List.of(node("a\u001b[2J", List.of("b\nc")))))
        .isEqualTo("└─ * a [2J\n      b c\n");
  }

  @Test
  void text_ofNothing_isEmpty() {
    assertThat(new TreeText(Display.PLAIN, true).text(List.of())).isEmpty();
  }

  private static Node node(String title, List<String> notes, Node... children) {
    return new Node(Tone.GOOD, "*", title, notes, List.of(children));
  }

  private static Display terminal(int columns, Style style) {
    return new Display(() -> columns, style, "…");
  }
}
