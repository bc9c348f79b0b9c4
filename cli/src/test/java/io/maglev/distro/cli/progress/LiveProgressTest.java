package io.maglev.distro.cli.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.output.Style;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LiveProgressTest {
  private final FakeScreen screen = new FakeScreen(24, 80);
  private final LiveProgress progress =
      new LiveProgress(
          new LiveView(Glyphs.UNICODE, Style.NONE), new LiveBlock(screen.stream()), screen::size);

  @AfterEach
  void close() {
    progress.close();
  }

  @Test
  void changes_areDrawnSoonWithoutAnyCall() throws Exception {
    progress.start();
    progress.onEvent(new RunEvent.RunStarted(List.of("kong")));
    while (screen.all().isEmpty()) {
      TimeUnit.MILLISECONDS.sleep(5);
    }

    assertThat(screen.all()).first().isEqualTo("· kong");
  }

  @Test
  void time_passesWithoutEvents() throws Exception {
    progress.start();
    progress.onEvent(new RunEvent.RunStarted(List.of("kong")));
    progress.onEvent(new RunEvent.TaskStarted("kong"));
    while (screen.all().stream().noneMatch(line -> line.endsWith("00:01"))) {
      TimeUnit.MILLISECONDS.sleep(20);
    }

    assertThat(screen.all()).first().isEqualTo("▸ kong    1s");
    assertThat(screen.writes()).isLessThan(4);
  }

  @Test
  void manyEvents_areFewFrames() {
    progress.start();
    List<String> names = IntStream.range(0, 500).mapToObj(i -> "task-" + i).toList();
    long start = System.nanoTime();
    progress.onEvent(new RunEvent.RunStarted(names));
    for (String name : names) {
      progress.onEvent(new RunEvent.TaskStarted(name));
      IntStream.range(0, 20)
          .forEach(i -> progress.onEvent(new RunEvent.StepStarted(name, "step " + i)));
      progress.onEvent(done(name));
    }
    progress.close();
    long tenths = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 100;

    assertThat(screen.all())
        .contains("✔ task-0    6.2s  done", "✔ task-499  6.2s  done")
        .hasSize(501)
        .last()
        .asString()
        .startsWith("500/500 done");
    assertThat(screen.writes()).isLessThanOrEqualTo((int) tenths + 5); // the last one is long
  }

  @Test
  void close_drawsTheEndOnceAndForAll() {
    progress.start();
    progress.onEvent(new RunEvent.RunStarted(List.of("kong")));
    progress.onEvent(done("kong"));
    progress.close();
    progress.onEvent(new RunEvent.Warning("kong", "late"));
    progress.interrupted();
    progress.close();

    assertThat(screen.all()).containsExactly("✔ kong  6.2s  done", "1/1 done · 00:00");
  }

  @Test
  void close_beforeAnyEvent_drawsNothing() {
    progress.start();
    progress.close();

    assertThat(screen.writes()).isZero();
  }

  @Test
  void interrupted_leavesTheStateAndNothingAfterIt() {
    progress.start();
    progress.onEvent(new RunEvent.RunStarted(List.of("kong", "idm")));
    progress.onEvent(new RunEvent.TaskStarted("kong"));
    progress.interrupted();
    progress.onEvent(done("kong"));

    assertThat(screen.all())
        .containsExactly("▸ kong    0s", "· idm", "interrupted: 0/2 done, 1 running · 00:00");
  }

  /** Ctrl-S stops the terminal, and must stop nothing else. */
  @Test
  void terminal_thatTakesNothing_holdsUpNobody() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch released = new CountDownLatch(1);
    LiveProgress stopped =
        new LiveProgress(
            new LiveView(Glyphs.UNICODE, Style.NONE),
            new LiveBlock(screen.stream()),
            () -> {
              asked.countDown();
              awaitUninterrupted(released);
              return screen.size();
            });
    stopped.start();
    stopped.onEvent(new RunEvent.RunStarted(List.of("kong")));
    asked.await();
    stopped.onEvent(done("kong"));
    stopped.interrupted();
    assertThat(screen.writes()).isZero();
    released.countDown();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static RunEvent.TaskEnded done(String task) {
    return new RunEvent.TaskEnded(
        task, Outcome.DONE, Duration.ofMillis(6240), Optional.empty(), Optional.empty());
  }
}
