package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.Ran;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/** Commands that are run without picocli where no argument is given. */
class BareCommandTest {
  static Stream<Commands.Entry> bare() {
    return Commands.all().stream().filter(Commands.Entry::runsBare);
  }

  @ParameterizedTest
  @MethodSource("bare")
  void bareCommand_asMade_isWhatPicocliMakesOfNoArguments(Commands.Entry entry) {
    Console console = silent();
    Callable<Integer> parsed = entry.create(console);
    new CommandLine(parsed).setCaseInsensitiveEnumValuesAllowed(true).parseArgs();

    assertThat(parsed).usingRecursiveComparison().isEqualTo(entry.create(console));
  }

  @Test
  void version_withAndWithoutArguments_isTheSame() {
    Ran bare = Ran.distro("version");

    assertThat(bare.out()).startsWith("distro ");
    assertThat(bare.exit()).isZero();
    assertThat(Ran.distro("version", "--debug")).isEqualTo(bare);
    assertThat(Ran.distro("--version")).isEqualTo(bare);
  }

  @Test
  void list_thatFails_failsAsWithArguments() {
    Ran bare = Ran.distro("list");

    assertThat(bare.exit()).isEqualTo(1);
    assertThat(bare.err()).startsWith("error: ");
    assertThat(Ran.distro("list", "-o", "table")).isEqualTo(bare);
  }

  private static Console silent() {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    return new Console(nowhere, nowhere, InputStream.nullInputStream(), Map.of(), false);
  }
}
