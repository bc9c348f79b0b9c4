package io.maglev.distro.deploy.rollback;

import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.RevisionHook;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a rollback is going to do, computed before anything is touched. Immutable.
 *
 * @param from the newest distro revision
 * @param to the one to go back to; the newest itself where one component alone goes back
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
    if (steps.stream().anyMatch(RollbackStep::changes)) {
      return false;
    }
    return order.component().isPresent()
        || (from.status() == DistroStatus.DEPLOYED && (!whole || hasSameIdentity()));
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

  /**
   * The number of the distro revision, or of that of the one component's release, to go back to.
   */
  public int target() {
    return order
        .component()
        .map(name -> order.to().orElse(step(name).then().release().revision()))
        .orElse(to.key().revision());
  }

  /** The distro revision that the distro goes back to, if it does. */
  Optional<Integer> rolledBackTo() {
    return order.component().isPresent() ? Optional.empty() : Optional.of(to.key().revision());
  }

  /** Those of the distro: a component that goes back alone does that without. */
  List<RevisionHook> hooks() {
    return order.component().isPresent() ? List.of() : to.content().hooks();
  }

  /** What it is, as descriptions begin. */
  String title() {
    if (whole) {
      return "Rollback to " + target();
    }
    String names =
        steps.stream()
            .filter(RollbackStep::takesPart)
            .map(RollbackStep::component)
            .collect(Collectors.joining(", "));
    String what = order.component().isPresent() ? "release revision " : "";
    return "Rollback of " + names + " to " + what + target();
  }

  @Override
  public String toString() {
    return "RollbackPlan[" + from.key() + " to " + target() + "]";
  }
}
