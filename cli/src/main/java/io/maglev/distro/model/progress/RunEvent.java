package io.maglev.distro.model.progress;

import io.maglev.distro.error.DistroException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Something that happened during a run. Tasks are named as people know them: {@code postgres},
 * {@code pki (pre-install)}. Never holds secret values.
 */
public sealed interface RunEvent {

  /**
   * The run is about to begin.
   *
   * @param tasks in the order they may start in
   * @param needs the tasks that one waits for, for those that wait for any
   */
  record RunStarted(List<String> tasks, Map<String, List<String>> needs) implements RunEvent {

    /** A run of tasks that wait for none. */
    public RunStarted(List<String> tasks) {
      this(tasks, Map.of());
    }
  }

  /** A task has begun. */
  record TaskStarted(String task) implements RunEvent {}

  /** A task is at a new step: {@code applying 5 objects}, {@code waiting}. */
  record StepStarted(String task, String step) implements RunEvent {}

  /** What a task waits for has changed: one line an object that is not ready. */
  record WaitingFor(String task, List<String> reasons) implements RunEvent {}

  /** Something odd that stops nothing. */
  record Warning(String task, String message) implements RunEvent {

    /** Another run is recorded as the distro's holder; whether it lives takes a while to know. */
    public static Warning lockHeld(String distro, String holder) {
      return new Warning(
          distro, holder + " holds its lock: watching for up to 30s whether that run still lives");
    }
  }

  /** The last lines of a container that belongs to a failure. */
  record ContainerLog(String task, String source, List<String> lines) implements RunEvent {}

  /**
   * A task has ended.
   *
   * @param heldBackBy the task whose failure kept this one from starting
   */
  record TaskEnded(
      String task,
      Outcome outcome,
      Duration elapsed,
      Optional<DistroException> failure,
      Optional<String> heldBackBy)
      implements RunEvent {

    /** The task came to what it should be. */
    public boolean succeeded() {
      return outcome == Outcome.DONE || outcome == Outcome.UNCHANGED;
    }
  }

  /**
   * The run is over; no event follows.
   *
   * @param status what it came to, in a word: {@code deployed}, {@code failed-partial}
   */
  record RunEnded(boolean succeeded, String status) implements RunEvent {}

  /** The ways a task can end. */
  enum Outcome {
    /** It changed the cluster and what it changed is ready. */
    DONE,
    /** Nothing had to be done. */
    UNCHANGED,
    FAILED,
    /** It never started, since something it waits for failed. */
    HELD_BACK
  }
}
