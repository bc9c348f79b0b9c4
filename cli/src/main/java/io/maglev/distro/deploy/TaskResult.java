package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.error.DistroException;
import java.time.Duration;
import java.util.Optional;

/**
 * How one task ended.
 *
 * @param failure present if it failed
 * @param heldBackBy the task whose failure kept this one from starting
 */
public record TaskResult(
    Task task,
    Outcome outcome,
    Duration elapsed,
    Optional<DistroException> failure,
    Optional<String> heldBackBy) {

  /** The ways a task can end. */
  public enum Outcome {
    /** It changed the cluster and what it changed is ready. */
    DONE,
    /** Nothing had to be done. */
    UNCHANGED,
    FAILED,
    /** It never started, since something it waits for failed. */
    HELD_BACK
  }

  static TaskResult done(Task task, boolean changed, long nanos) {
    return new TaskResult(
        task,
        changed ? Outcome.DONE : Outcome.UNCHANGED,
        Duration.ofNanos(nanos),
        Optional.empty(),
        Optional.empty());
  }

  static TaskResult failed(Task task, DistroException failure, long nanos) {
    return new TaskResult(
        task, Outcome.FAILED, Duration.ofNanos(nanos), Optional.of(failure), Optional.empty());
  }

  static TaskResult heldBack(Task task, String by) {
    return new TaskResult(
        task, Outcome.HELD_BACK, Duration.ZERO, Optional.empty(), Optional.of(by));
  }

  public boolean succeeded() {
    return outcome == Outcome.DONE || outcome == Outcome.UNCHANGED;
  }

  boolean holdsBackOthers() {
    return !succeeded() && !task.optional();
  }
}
