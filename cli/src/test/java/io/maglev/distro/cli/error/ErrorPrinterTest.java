package io.maglev.distro.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorPrinterTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final PrintStream err = new PrintStream(bytes, true, StandardCharsets.UTF_8);

  @Test
  void print_known_hasPlaceAndHintAndNoStackTrace() {
    DistroException failure =
        new DistroException(
            ErrorCode.MANIFEST_INVALID,
            "cannot read manifest 'maglev': unknown key 'chrat'",
            List.of(new SourceLocation("maglev.yaml", 3, 5, "unknown key 'chrat'")),
            Optional.of("did you mean 'chart'?"),
            null);

    int exit = new ErrorPrinter(err, false).print(failure);

    assertThat(exit).isEqualTo(1);
    assertThat(bytes)
        .hasToString(
            "error: cannot read manifest 'maglev': unknown key 'chrat'\n"
                + "  at maglev.yaml:3:5: unknown key 'chrat'\n"
                + "  hint: did you mean 'chart'?\n");
  }

  @Test
  void print_knownUnderDebug_addsItsCodeAndTheStackTrace() {
    new ErrorPrinter(err, true).print(DistroException.of(ErrorCode.IO, "cannot read"));

    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("error: cannot read\n  code: IO, see docs/errors.md\n")
        .contains("\tat io.maglev.distro");
  }

  @Test
  void print_defect_isABugWithTheStackTrace() {
    int exit = new ErrorPrinter(err, false).print(new IllegalStateException("oops"));

    assertThat(exit).isEqualTo(70);
    assertThat(bytes.toString(StandardCharsets.UTF_8))
        .startsWith("error: cannot finish: internal error:")
        .contains("\tat io.maglev.distro")
        .contains("please report");
  }

  @ParameterizedTest
  @CsvSource({"USAGE, 2", "DEPLOY_FAILED, 1", "LOCKED, 4", "INTERNAL, 70"})
  void of_code_isTheDocumentedExit(ErrorCode code, int exit) {
    assertThat(ExitCode.of(code)).isEqualTo(exit);
  }
}
