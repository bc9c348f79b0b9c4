package io.maglev.distro.deploy.takeback;

import io.maglev.distro.deploy.plan.RequirementRule;
import io.maglev.distro.deploy.takeback.TakeBackStep.Move;
import io.maglev.distro.model.Requirement;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What else stays new because something does: dependents whose old revision does not accept what
 * stays, and providers without whose new revision something that stays would lack what it requires.
 * Pure.
 */
final class StayRule {
  private final Map<String, TakeBackStep> steps = new LinkedHashMap<>();

  private StayRule(List<TakeBackStep> all) {
    all.forEach(step -> steps.put(step.component(), step));
  }

  /** The steps, with those that must not be done turned into staying. */
  static List<TakeBackStep> apply(List<TakeBackStep> steps) {
    StayRule rule = new StayRule(steps);
    while (rule.changeOne()) {
      // Each that stays may make others stay.
    }
    return List.copyOf(rule.steps.values());
  }

  private boolean changeOne() {
    for (TakeBackStep step : steps.values()) {
      Optional<TakeBackStep> staying =
          step.changes() ? dependent(step).or(() -> provider(step)) : Optional.empty();
      if (staying.isPresent()) {
        steps.put(step.component(), staying.get());
        return true;
      }
    }
    return false;
  }

  /** The step as staying, if what it was does not accept what a provider stays. */
  private Optional<TakeBackStep> dependent(TakeBackStep step) {
    if (step.then().isEmpty()) {
      return Optional.empty();
    }
    for (Requirement requirement : step.then().get().requires()) {
      Optional<TakeBackStep> provider = changed(requirement).filter(it -> it.move() == Move.STAY);
      Optional<String> objection =
          provider.flatMap(it -> RequirementRule.objection(it.now().provides(), requirement));
      if (objection.isPresent()) {
        return Optional.of(
            step.staying(
                "what it was requires %s, and '%s', which stays new, %s"
                    .formatted(requirement, requirement.provider(), objection.get())));
      }
    }
    return Optional.empty();
  }

  /** The step as staying, if something that stays would lack what it requires of it. */
  private Optional<TakeBackStep> provider(TakeBackStep step) {
    for (TakeBackStep dependent : steps.values()) {
      if (dependent.move() != Move.STAY) {
        continue;
      }
      for (Requirement requirement : dependent.now().requires()) {
        if (isOf(requirement, step) && isLost(requirement, step)) {
          return Optional.of(
              step.staying(
                  "'%s', which stays new, requires %s"
                      .formatted(dependent.component(), requirement)));
        }
      }
    }
    return Optional.empty();
  }

  /** Whether the provider meets the requirement now and would not any more. */
  private static boolean isLost(Requirement requirement, TakeBackStep provider) {
    boolean metNow = RequirementRule.objection(provider.now().provides(), requirement).isEmpty();
    boolean metThen =
        provider
            .then()
            .filter(old -> RequirementRule.objection(old.provides(), requirement).isEmpty())
            .isPresent();
    return metNow && !metThen;
  }

  private Optional<TakeBackStep> changed(Requirement requirement) {
    return requirement.external()
        ? Optional.empty()
        : Optional.ofNullable(steps.get(requirement.provider()));
  }

  private static boolean isOf(Requirement requirement, TakeBackStep provider) {
    return !requirement.external() && requirement.provider().equals(provider.component());
  }
}
