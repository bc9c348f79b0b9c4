package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.HookPhase;
import java.util.List;
import java.util.Set;

/** Parts of a plan for tests. */
public final class PlanFixtures {
  private PlanFixtures() {}

  /** A component that requires the others. */
  public static PlannedComponent component(String name, String... requires) {
    return new PlannedComponent(name, List.of(requires), false);
  }

  /** A hook of the install phases. */
  public static PlannedHook hook(String name, List<String> before, List<String> after) {
    return new PlannedHook(
        name, Set.of(HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL), before, after);
  }
}
