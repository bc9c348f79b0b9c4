package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;

/**
 * All that a sandbox needs to go on as if its process had never ended. Immutable; holds Secrets, so
 * it is never printed.
 *
 * @param counters for versions, names and addresses
 * @param timers what the simulated controllers have planned
 * @param objects in the order they were created, kind by kind
 */
record SandboxState(Map<String, Long> counters, List<Timer> timers, List<KubeObject> objects) {
  static final SandboxState EMPTY = new SandboxState(Map.of(), List.of(), List.of());

  /** True before anything was ever written: not even the namespaces of a new cluster are there. */
  boolean isEmpty() {
    return objects.isEmpty();
  }

  /**
   * The same, with all leases let go: whoever has the state to itself knows that no holder lives,
   * and need not wait until they expire.
   */
  SandboxState withoutHolders() {
    return new SandboxState(
        counters,
        timers,
        objects.stream().map(o -> o.kind().equals("Lease") ? released(o) : o).toList());
  }

  private static KubeObject released(KubeObject lease) {
    var content = Trees.copy(lease.content());
    Trees.child(content, "spec").put("holderIdentity", "");
    return new KubeObject(content);
  }

  @Override
  public String toString() {
    return "a sandbox of " + objects.size() + " objects";
  }
}
