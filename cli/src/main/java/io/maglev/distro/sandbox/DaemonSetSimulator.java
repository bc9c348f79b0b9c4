package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps one Pod on the one node. */
final class DaemonSetSimulator implements Simulator {
  private static final String HASH = "controller-revision-hash";

  private final Simulation simulation;

  DaemonSetSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject set) {
    String hash = Pods.hash(Trees.map(set, "spec", "template"));
    boolean rolling =
        !set.string("spec", "updateStrategy", "type").orElse("RollingUpdate").equals("OnDelete");
    for (KubeObject pod : simulation.controlled(set, "", "Pod")) {
      if ((rolling && !isOf(pod, hash)) || !Pods.isActive(pod)) {
        simulation.delete(pod);
      }
    }
    if (simulation.controlled(set, "", "Pod").isEmpty()) {
      Map<String, @Nullable Object> pod =
          Simulation.pod(set, set.name() + "-" + simulation.suffix());
      Trees.child(pod, "metadata", "labels").put(HASH, hash);
      simulation.createFor(set, pod);
    }
    report(set, hash);
  }

  private void report(KubeObject set, String hash) {
    List<KubeObject> pods = simulation.controlled(set, "", "Pod");
    long ready = Pods.ready(pods);
    long updated = pods.stream().filter(pod -> isOf(pod, hash)).count();
    KubeObject now = simulation.store().get(ObjectKey.of(set)).orElse(set);
    simulation.status(
        now,
        Trees.of(
            "observedGeneration",
            now.number("metadata", "generation").orElse(1L),
            "desiredNumberScheduled",
            1,
            "currentNumberScheduled",
            (long) pods.size(),
            "updatedNumberScheduled",
            updated,
            "numberMisscheduled",
            0,
            "numberReady",
            ready,
            "numberAvailable",
            ready));
  }

  private static boolean isOf(KubeObject pod, String hash) {
    return hash.equals(pod.labels().get(HASH));
  }
}
