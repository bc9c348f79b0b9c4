package io.maglev.distro.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

  /** Recorded from another implementation: see the head of the file. */
  @Test
  void of_characters_agreesWithUnicode() throws IOException {
    for (String row : rows()) {
      String[] cells = row.split(" ");
      int first = Integer.parseInt(cells[0], 16);
      int last = Integer.parseInt(cells[1], 16);
      for (int character = first; character <= last; character++) {
        assertThat(DisplayWidth.of(Character.toString(character)))
            .as("U+%04X", character)
            .isGreaterThanOrEqualTo(2);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "abc, 3",
    "'e\u0301', 1",
    "東京, 4",
    "🚀, 2",
    "각, 2",
    "'\u1100\u1161\u11a8', 2",
    "ｱ, 1",
    "Ａ, 2",
    "'a\u200bb', 2",
    "✔…·▸, 4",
  })
  void of_text_isItsCells(String text, int cells) {
    assertThat(DisplayWidth.of(text)).isEqualTo(cells);
  }

  @ParameterizedTest
  @CsvSource({
    "postgres, 8, postgres",
    "postgres, 7, postgr…",
    "postgres, 1, …",
    "postgres, 0, ''",
    "東京都, 6, 東京都",
    "東京都, 5, 東京…",
    "東京都, 4, 東…",
    "ab cd, 4, ab…",
    "'e\u0301e\u0301e\u0301', 2, 'e\u0301…'",
  })
  void cut_keepsWhatFits(String text, int cells, String expected) {
    assertThat(DisplayWidth.cut(text, cells, "…")).isEqualTo(expected);
    assertThat(DisplayWidth.of(expected)).isLessThanOrEqualTo(cells);
  }

  @Test
  void cut_withoutRoomForTheMark_leavesItOut() {
    assertThat(DisplayWidth.cut("abc", 1, "..")).isEqualTo("a");
  }

  private static List<String> rows() throws IOException {
    try (InputStream in = DisplayWidthTest.class.getResourceAsStream("wide.txt")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return text.lines().filter(line -> !line.startsWith("#")).toList();
    }
  }
}
