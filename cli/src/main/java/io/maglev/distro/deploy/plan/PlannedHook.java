package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedHook;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * A distro hook as far as its place in a run goes. Immutable.
 *
 * @param before names of components it comes before
 * @param after names of components it comes after
 */
public record PlannedHook(
    String name, Set<HookPhase> phases, List<String> before, List<String> after) {

  /** The place of a hook of a lock. */
  public static PlannedHook of(LockedHook hook) {
    return new PlannedHook(hook.name(), hook.phases(), hook.before(), hook.after());
  }

  /**
   * Whether it has a part in a run of these components: one tied to others has nothing to come
   * before or after.
   */
  public boolean concerns(Collection<String> components) {
    return isBarrier()
        || components.stream().anyMatch(name -> before.contains(name) || after.contains(name));
  }

  /** Without edges it comes before or after all. */
  boolean isBarrier() {
    return before.isEmpty() && after.isEmpty();
  }

  /** It comes after some components and before others. */
  boolean isBetween() {
    return !before.isEmpty() && !after.isEmpty();
  }
}
