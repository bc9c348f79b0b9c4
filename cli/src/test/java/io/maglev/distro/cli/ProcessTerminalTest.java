package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProcessTerminalTest {

  @ParameterizedTest
  @CsvSource({
    "'30 100\n', 30, 100",
    "'0 0\n', 24, 80",
    "'0 120', 24, 120",
    "'', 24, 80",
    "stty: not found, 24, 80",
    "99999 99999, 24, 80",
  })
  void parse_whatSttySays_isASize(String text, int rows, int columns) {
    assertThat(ProcessTerminal.parse(text)).isEqualTo(new Terminal.Size(rows, columns));
  }

  @Test
  void size_inTheEnvironment_wins() {
    Map<String, String> environment = Map.of("COLUMNS", "33", "LINES", "7");

    assertThat(new ProcessTerminal(environment).size()).isEqualTo(new Terminal.Size(7, 33));
  }

  @Test
  void size_nonsenseInTheEnvironment_isPassedOver() {
    Map<String, String> environment = Map.of("COLUMNS", "-1", "LINES", "many");

    assertThat(new ProcessTerminal(environment).size().columns()).isPositive();
  }
}
