package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.plan.RequirementRule;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whether what is left after a rollback still has all that it requires. Pure. */
final class RollbackRequirements {
  private final Map<String, RollbackStep> remaining = new LinkedHashMap<>();
  private final Map<String, RollbackStep> steps = new LinkedHashMap<>();

  RollbackRequirements(List<RollbackStep> steps) {
    for (RollbackStep step : steps) {
      this.steps.put(step.component(), step);
      if (step.remains()) {
        remaining.put(step.component(), step);
      }
    }
  }

  /**
   * Refuses a rollback that would take from a component what it requires. Needs that were not met
   * before, between components that both stay as they are, stop nothing.
   *
   * @throws DistroException with {@code REQUIREMENT_UNMET}, naming both components of each need
   */
  void check(String distro) {
    Problems problems = new Problems();
    for (RollbackStep dependent : remaining.values()) {
      for (Requirement requirement : dependent.then().requires()) {
        objection(dependent, requirement)
            .ifPresent(
                reason ->
                    problems.add(
                        SourceLocation.ofText(
                            "'%s' requires %s: %s"
                                .formatted(dependent.component(), requirement, reason))));
      }
    }
    problems.throwIfAny(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot roll back distro '%s': not all that remains would have what it requires"
            .formatted(distro),
        Optional.of("roll back those together, or leave both out"));
  }

  private Optional<String> objection(RollbackStep dependent, Requirement requirement) {
    String name = requirement.provider();
    if (requirement.external() || (!dependent.changes() && !changes(name))) {
      return Optional.empty();
    }
    RollbackStep provider = remaining.get(name);
    if (provider == null) {
      String fate = steps.containsKey(name) ? "would go" : "is not there";
      return Optional.of("'%s' %s".formatted(name, fate));
    }
    return RequirementRule.objection(provider.then().provides(), requirement)
        .map(
            objection ->
                "'%s' would be at revision %d, which %s"
                    .formatted(name, provider.then().release().revision(), objection));
  }

  private boolean changes(String name) {
    RollbackStep step = steps.get(name);
    return step != null && step.changes();
  }
}
