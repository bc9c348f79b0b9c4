package io.maglev.distro.deploy;

import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import java.util.List;

/**
 * What a rollback is going to do, computed before anything is touched. Immutable.
 *
 * @param from the newest distro revision
 * @param to the one to go back to
 * @param whole whether all components were chosen: then parameters, bundle identity and hooks go
 *     back too
 * @param steps one a component, in the order of deployment
 */
public record RollbackPlan(
    RollbackOrder order,
    DistroRevision from,
    DistroRevision to,
    boolean whole,
    List<RollbackStep> steps) {

  /** Whether the distro is already all that the rollback is to bring about. */
  public boolean isSettled() {
    return from.status() == DistroStatus.DEPLOYED
        && steps.stream().noneMatch(RollbackStep::changes)
        && (!whole || hasSameIdentity());
  }

  private boolean hasSameIdentity() {
    return from.version().equals(to.version())
        && from.bundle().equals(to.bundle())
        && from.content().parameters().equals(to.content().parameters());
  }

  /** Whether the other plan says the same of the same state of the cluster. */
  boolean isSameAs(RollbackPlan other) {
    return from.key().equals(other.from.key())
        && to.key().equals(other.to.key())
        && moves().equals(other.moves());
  }

  private List<List<Object>> moves() {
    return steps.stream()
        .<List<Object>>map(
            step ->
                List.of(
                    step.component(), step.move(), step.releaseRevision(), step.then().release()))
        .toList();
  }

  RollbackStep step(String component) {
    return steps.stream()
        .filter(step -> step.component().equals(component))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(component));
  }

  /** The distro revision that the rollback goes back to, for people. */
  int target() {
    return to.key().revision();
  }

  @Override
  public String toString() {
    return "RollbackPlan[" + from.key() + " to " + target() + "]";
  }
}
