package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.List;

/** Keeps as many Pods as a ReplicaSet asks for. */
final class ReplicaSetSimulator implements Simulator {
  private final Simulation simulation;

  ReplicaSetSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject set) {
    long wanted = set.number("spec", "replicas").orElse(1L);
    List<KubeObject> pods = pods(set);
    for (long i = pods.size(); i < wanted; i++) {
      simulation.createFor(set, Simulation.pod(set, set.name() + "-" + simulation.suffix()));
    }
    for (int i = pods.size() - 1; i >= wanted; i--) {
      simulation.delete(pods.get(i));
    }
    List<KubeObject> now = pods(set);
    long ready = Pods.ready(now);
    simulation
        .store()
        .get(ObjectKey.of(set))
        .ifPresent(
            current ->
                simulation.status(
                    current,
                    Trees.of(
                        "observedGeneration",
                        current.number("metadata", "generation").orElse(1L),
                        "replicas",
                        (long) now.size(),
                        "fullyLabeledReplicas",
                        (long) now.size(),
                        "readyReplicas",
                        ready,
                        "availableReplicas",
                        ready)));
  }

  private List<KubeObject> pods(KubeObject set) {
    return simulation.controlled(set, "", "Pod").stream().filter(Pods::isActive).toList();
  }
}
