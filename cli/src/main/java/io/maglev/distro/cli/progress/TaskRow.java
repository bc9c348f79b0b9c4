package io.maglev.distro.cli.progress;

import io.maglev.distro.model.progress.RunEvent;
import java.time.Duration;
import java.util.List;

/**
 * What is known of one task. Immutable.
 *
 * @param since when it began, on the run's clock
 * @param took how long it took, once it has ended
 * @param step what it does, or how it ended
 * @param reasons what it waits for
 */
record TaskRow(
    String name, State state, Duration since, Duration took, String step, List<String> reasons) {

  /** The states a task can be in. */
  enum State {
    WAITING,
    RUNNING,
    DONE,
    UNCHANGED,
    FAILED,
    HELD_BACK;

    boolean isOver() {
      return this != WAITING && this != RUNNING;
    }
  }

  static TaskRow waiting(String name) {
    return new TaskRow(name, State.WAITING, Duration.ZERO, Duration.ZERO, "", List.of());
  }

  TaskRow started(Duration now) {
    return new TaskRow(name, State.RUNNING, now, Duration.ZERO, "", List.of());
  }

  TaskRow atStep(String next) {
    return new TaskRow(name, state, since, took, next, List.of());
  }

  TaskRow waitingFor(List<String> what) {
    return new TaskRow(name, state, since, took, step, what);
  }

  TaskRow ended(RunEvent.TaskEnded end) {
    return switch (end.outcome()) {
      case DONE -> over(State.DONE, end, "done");
      case UNCHANGED -> over(State.UNCHANGED, end, "unchanged");
      case FAILED -> over(State.FAILED, end, "failed: " + RunText.failure(end));
      case HELD_BACK ->
          over(State.HELD_BACK, end, "held back: " + RunText.culprit(end) + " failed");
    };
  }

  private TaskRow over(State outcome, RunEvent.TaskEnded end, String text) {
    return new TaskRow(name, outcome, since, end.elapsed(), text, List.of());
  }
}
