package io.maglev.distro.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StyleTest {

  @ParameterizedTest
  @CsvSource({
    "'TERM=xterm', true, true",
    "'TERM=xterm', false, false",
    "'TERM=dumb', true, false",
    "'', true, false",
    "'TERM=xterm NO_COLOR=0', true, false",
    "'TERM=xterm NO_COLOR=', true, true",
    "'FORCE_COLOR=1', false, true",
    "'CLICOLOR_FORCE=1', false, true",
    "'CLICOLOR_FORCE=0', false, false",
    "'TERM=xterm FORCE_COLOR=0', true, false",
    "'FORCE_COLOR=1 NO_COLOR=1', true, false",
    "'FORCE_COLOR=1 TERM=dumb', true, true",
  })
  void of_environment_isAsDocumented(String variables, boolean terminal, boolean coloured) {
    Map<String, String> environment =
        Stream.of(variables.split(" "))
            .filter(text -> text.contains("="))
            .collect(
                Collectors.toMap(
                    text -> text.substring(0, text.indexOf('=')),
                    text -> text.substring(text.indexOf('=') + 1)));

    String painted = Style.of(environment, terminal).paint(Style.Tone.BAD, "error:");

    assertThat(painted).isEqualTo(coloured ? "\u001b[31;1merror:\u001b[0m" : "error:");
  }
}
