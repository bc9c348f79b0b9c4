package io.maglev.distro.cli.error;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every code has a command that really ends with it, and that is its example in the docs. */
@Timeout(60)
class ErrorCodesTest {
  @TempDir private Path dir = Path.of("");

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void code_provoked_isItsExampleInTheDocs(ErrorCode code) throws IOException {
    Provocation.Seen seen = new Provocation(dir, Map.of()).provoke(code);

    assertThat(seen.ran().exit()).isEqualTo(ExitCode.of(code));
    assertThat(seen.ran().err().lines().filter(line -> line.startsWith("error: ")))
        .hasSize(errors(code))
        .allMatch(line -> line.matches("error: cannot [a-z]+(: | ).*[^.]"));
    assertThat(seen.ran().err().contains("\tat ")).isEqualTo(code == ErrorCode.INTERNAL);
    ErrorExamples.compare(code, seen.session());
  }

  @ParameterizedTest
  @EnumSource(ErrorCode.class)
  void code_inJson_isTheOneProvoked(ErrorCode code) throws IOException {
    Ran ran = new Provocation(dir, Map.of("DISTRO_PROGRESS", "json")).provoke(code).ran();

    assertThat(ran.exit()).isEqualTo(ExitCode.of(code));
    assertThat(ran.err().lines().filter(line -> line.contains("\"event\":\"error\"")))
        .hasSize(errors(code))
        .last()
        .asString()
        .contains("\"code\":\"" + code + "\"");
  }

  /** Before what became of it, a run that was taken back tells why. */
  private static int errors(ErrorCode code) {
    return code == ErrorCode.DEPLOY_TAKEN_BACK ? 2 : 1;
  }
}
