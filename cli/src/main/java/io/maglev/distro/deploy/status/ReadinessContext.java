package io.maglev.distro.deploy.status;

import io.maglev.distro.model.ReadinessRule;
import java.util.List;
import java.util.Set;

/**
 * What readiness depends on beside the object. Immutable.
 *
 * @param rules the component's own; they win over the built-in ones
 * @param jobsMustComplete true for hooks and {@code --wait-for-jobs}; else a started Job is ready
 * @param lateBindingClasses names of StorageClasses that bind only once a Pod uses the claim
 *     ({@code WaitForFirstConsumer})
 */
public record ReadinessContext(
    List<ReadinessRule> rules, boolean jobsMustComplete, Set<String> lateBindingClasses) {

  /** No rules, started Jobs are ready, claims bind at once. */
  public static final ReadinessContext PLAIN = new ReadinessContext(List.of(), false, Set.of());

  /** Of a hook: its Jobs must complete. */
  public static final ReadinessContext HOOK = new ReadinessContext(List.of(), true, Set.of());
}
