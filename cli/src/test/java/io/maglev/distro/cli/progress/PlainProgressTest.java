package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.progress.RunEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PlainProgressTest {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final AtomicLong nanos = new AtomicLong();
  private final PlainProgress printer =
      new PlainProgress(new PrintStream(bytes, true, StandardCharsets.UTF_8), nanos::get);

  @Test
  void events_ofOneRun_areLinesUnderTheTimeSinceStart() {
    printer.onEvent(new RunEvent.RunStarted(List.of("postgres", "kong")));
    printer.onEvent(new RunEvent.StepStarted("postgres", "applying 9 objects"));
    nanos.set(Duration.ofSeconds(67).toNanos());
    printer.onEvent(
        new RunEvent.TaskEnded(
            "kong",
            RunEvent.Outcome.DONE,
            Duration.ofMillis(6240),
            Optional.empty(),
            Optional.empty()));

    assertThat(bytes)
        .hasToString("00:00  postgres  applying 9 objects\n01:07  kong      done after 6.2s\n");
  }

  @Test
  void waiting_forTheSame_isSaidOnce() {
    RunEvent waiting =
        new RunEvent.WaitingFor("kong", List.of("Deployment/m/kong: 1 of 2 Pods ready"));

    nanos.set(Duration.ofSeconds(4).toNanos());
    printer.onEvent(waiting);
    nanos.set(Duration.ofSeconds(8).toNanos());
    printer.onEvent(waiting);

    assertThat(bytes.toString(StandardCharsets.UTF_8).lines()).hasSize(1);
  }

  @Test
  void waiting_briefly_isNotWorthALine() {
    printer.onEvent(new RunEvent.StepStarted("kong", "applying 9 objects"));
    nanos.set(Duration.ofSeconds(1).toNanos());
    printer.onEvent(new RunEvent.WaitingFor("kong", List.of("Deployment/m/kong: not seen yet")));

    assertThat(bytes).hasToString("00:00  kong  applying 9 objects\n");
  }

  @Test
  void waiting_forMany_namesThree() {
    nanos.set(Duration.ofSeconds(4).toNanos());
    printer.onEvent(new RunEvent.WaitingFor("kong", List.of("a", "b", "c", "d", "e")));

    assertThat(bytes).hasToString("00:04  kong  waiting for a; b; c; and 2 more\n");
  }

  @Test
  void failure_isNamedWithItsReason() {
    printer.onEvent(
        new RunEvent.TaskEnded(
            "kong",
            RunEvent.Outcome.FAILED,
            Duration.ofSeconds(1),
            Optional.of(DistroException.of(ErrorCode.DEPLOY_FAILED, "cannot wait")),
            Optional.empty()));

    assertThat(bytes).hasToString("00:00  kong  FAILED after 1.0s: cannot wait\n");
  }
}
