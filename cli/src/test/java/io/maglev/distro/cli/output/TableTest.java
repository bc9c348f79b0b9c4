package io.maglev.distro.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableTest {
  private final Table table =
      new Table("COMPONENT", "CHART", "REVISION", "STATUS")
          .row("postgres", "postgres-with-a-long-name 0.1.0", "1", "deployed")
          .row("データベース", "kong 0.1.0", "12", "failed")
          .row("idm", "", "", "");

  @Test
  void file_getsAllOfIt() {
    assertThat(table)
        .hasToString(
            """
            COMPONENT     CHART                            REVISION  STATUS
            postgres      postgres-with-a-long-name 0.1.0  1         deployed
            データベース  kong 0.1.0                       12        failed
            idm
            """);
  }

  @Test
  void terminal_wideEnough_getsTheSame() {
    assertThat(table.text(columns(65))).isEqualTo(table.toString());
  }

  @Test
  void terminal_narrower_cutsTheWidestColumns() {
    assertThat(table.text(columns(50)))
        .isEqualTo(
            """
            COMPONENT     CHART             REVISION  STATUS
            postgres      postgres-with-a…  1         deployed
            データベース  kong 0.1.0        12        failed
            idm
            """);
    assertThat(table.text(columns(40)))
        .startsWith(
            """
            COMPONENT  CHART      REVISION  STATUS
            postgres   postgres…  1         deployed
            データベ…  kong 0.1…  12        failed
            """);
  }

  @Test
  void terminal_tooNarrowForAnyTable_getsABlockARow() {
    assertThat(table.text(columns(24)))
        .startsWith(
            """
            COMPONENT  postgres
            CHART      postgres-wit…
            REVISION   1
            STATUS     deployed

            COMPONENT  データベース
            CHART      kong 0.1.0
            """);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 12, 20, 24, 38, 39, 40, 50, 64})
  void line_onATerminal_isNeverLonger(int columns) {
    assertThat(table.text(columns(columns)).lines())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(columns));
  }

  @Test
  void tone_paintsTheWordsAndNothingElse() {
    Style style = Style.of(Map.of("FORCE_COLOR", "1"), false);
    Display display = new Display(() -> 50, style, "…");
    String text = table.tone("STATUS", StatusTone::of).text(display);

    assertThat(text)
        .contains(
            "1         \u001b[32mdeployed\u001b[0m\n", "12        \u001b[31;1mfailed\u001b[0m");
    assertThat(text.replaceAll("\u001b\\[[0-9;]*m", "")).isEqualTo(table.text(columns(50)));
  }

  @Test
  void row_ofAnotherLength_isRefused() {
    assertThatThrownBy(() -> table.row("a")).isInstanceOf(IllegalArgumentException.class);
  }

  private static Display columns(int columns) {
    return new Display(() -> columns, Style.NONE, "…");
  }
}
