package io.maglev.distro.cli.start;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.command.Commands;
import io.maglev.distro.cli.error.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingTest {
  @TempDir private Path dir = Path.of("");

  @Test
  void training_everyStep_succeeds() throws Exception {
    List<Training.Step> steps = new Training(dir).run();

    assertThat(steps.stream().filter(step -> step.exit() != ExitCode.DONE))
        .containsExactly(
            new Training.Step(List.of("no-such-command"), ExitCode.USAGE),
            new Training.Step(List.of("list"), ExitCode.FAILED));
    assertThat(steps)
        .extracting(Training.Step::arguments)
        .containsAll(
            Commands.all().stream()
                .map(command -> List.of(command.name(), "--debug", "--help"))
                .toList());
  }
}
