package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The recorded help of each command is what picocli makes of it; {@code just help} records it. */
class HelpTest {
  private static final Path RECORDED =
      Path.of("src/main/resources/io/maglev/distro/cli/command/help");

  static Stream<String> commands() {
    return Commands.all().stream().map(Commands.Entry::name);
  }

  @ParameterizedTest
  @MethodSource("commands")
  void recorded_isWhatPicocliPrints(String command) throws IOException {
    Path file = RECORDED.resolve(command + ".txt");
    Ran laidOut = Ran.distro(command, "--debug", "--help");
    if (Boolean.getBoolean("golden.update")) {
      Files.writeString(file, laidOut.out());
    }

    assertThat(laidOut).isEqualTo(new Ran(0, laidOut.out(), ""));
    assertThat(laidOut.out()).startsWith("Usage: distro " + command + " ");
    assertThat(file).as("stale: run 'just help'").hasContent(laidOut.out());
  }

  @Test
  void recorded_areOfCommandsThatExist() throws IOException {
    try (Stream<Path> files = Files.list(RECORDED)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(commands().map(name -> name + ".txt").toList());
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyWayToAsk_printsTheRecorded(String command) throws IOException {
    Ran recorded = new Ran(0, Files.readString(RECORDED.resolve(command + ".txt")), "");

    for (List<String> asking :
        List.of(
            List.of(command, "--help"),
            List.of(command, "-h"),
            List.of("help", command),
            List.of("--help", command))) {
      assertThat(Ran.distro(asking.toArray(String[]::new))).as("%s", asking).isEqualTo(recorded);
    }
  }
}
