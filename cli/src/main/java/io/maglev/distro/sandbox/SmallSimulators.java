package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Controllers that only have a status to write. */
final class SmallSimulators {
  private final Simulation simulation;

  SmallSimulators(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Accepts a CRD's names, so that its kind is served. */
  void definition(KubeObject definition) {
    if (!Simulation.isEstablished(definition)) {
      simulation.status(
          definition,
          Trees.of(
              "acceptedNames", Trees.map(definition, "spec", "names"),
              "conditions",
                  List.of(
                      condition("NamesAccepted", "NoConflicts"),
                      condition("Established", "InitialNamesAccepted"))));
    }
  }

  /** Says that a budget is met. */
  void budget(KubeObject budget) {
    simulation.status(
        budget,
        Trees.of(
            "observedGeneration", budget.number("metadata", "generation").orElse(1L),
            "currentHealthy", 0,
            "desiredHealthy", 0,
            "disruptionsAllowed", 0,
            "expectedPods", 0));
  }

  private Map<String, @Nullable Object> condition(String type, String reason) {
    return Trees.of(
        "type",
        type,
        "status",
        "True",
        "reason",
        reason,
        "lastTransitionTime",
        simulation.timestamp());
  }
}
