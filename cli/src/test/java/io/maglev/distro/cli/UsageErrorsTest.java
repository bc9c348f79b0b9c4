package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.InvalidPathException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is typed ends in one error of the known form, and in no defect. */
class UsageErrorsTest {
  @Test
  void option_beforeTheCommand_isToldWhereItBelongs() {
    assertThat(Ran.distro("--kubeconfig", "x", "list").err())
        .isEqualTo(
            """
            error: cannot use option '--kubeconfig' here: options follow the command
              hint: write 'distro COMMAND --kubeconfig'
            """);
  }

  @Test
  void choice_thatIsNone_listsThemAsTyped() {
    assertThat(Ran.distro("list", "-o", "xml").err())
        .isEqualTo(
            """
            error: cannot run 'distro list': invalid value for option '--output': expected one of \
            table, json, yaml but was 'xml'
              hint: run 'distro list --help'
            """);
  }

  @Test
  void path_thatTheLocaleCannotWrite_isToldInWords() {
    DistroException e = UsageErrors.of(new InvalidPathException("b\ufffd", "unmappable"));

    assertThat(e.code()).isEqualTo(ErrorCode.USAGE);
    assertThat(e)
        .hasMessage(
            "cannot use path 'b\ufffd': it has characters that paths cannot have in this locale");
  }

  @ParameterizedTest
  @ValueSource(strings = {"inspect a\0b", "template a\0b", "compose -f a\0b", "lint a\0b"})
  void path_thatNoSystemTakes_isAUsageError(String line) {
    Ran ran = Ran.distro(line.split(" "));

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("error: cannot use path 'a?b': ")
        .doesNotContain("java.", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"help help", "--help --help", "help -h", "-h"})
  void help_ofHelp_isTheOverview(String line) {
    Ran ran = Ran.distro(line.split(" "));

    assertThat(ran.exit()).isZero();
    assertThat(ran.out()).startsWith("Compose Helm charts");
  }
}
