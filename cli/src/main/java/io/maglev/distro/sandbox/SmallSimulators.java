package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Controllers that only have a status to write. */
final class SmallSimulators {
  private final Simulation simulation;
  private final Set<String> taken = new HashSet<>();

  SmallSimulators(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Binds a claim to a volume of its own, unless its annotation lets it fail. */
  void claim(KubeObject claim) {
    if (claim.string("status", "phase").isEmpty()) {
      simulation.status(claim, Trees.of("phase", "Pending"));
    } else if (!Fate.fails(claim) && taken.add(claim.uid())) {
      simulation.after(Fate.delay(claim), claim, this::bind);
    }
  }

  private void bind(KubeObject claim) {
    simulation.change(
        claim,
        copy -> {
          Trees.child(copy, "spec").putIfAbsent("volumeName", "pvc-" + claim.uid());
          Map<String, @Nullable Object> status = Trees.child(copy, "status");
          status.put("phase", "Bound");
          status.put("capacity", Trees.copy(Trees.map(claim, "spec", "resources", "requests")));
        });
  }

  /** Gives a load balancer its address, unless its annotation lets it fail. */
  void service(KubeObject service) {
    boolean balanced = service.string("spec", "type").filter("LoadBalancer"::equals).isPresent();
    if (balanced && !Fate.fails(service) && taken.add(service.uid())) {
      Map<String, @Nullable Object> ingress =
          Trees.of("ingress", List.of(Trees.of("ip", "192.0.2.1", "ipMode", "VIP")));
      simulation.after(
          Fate.delay(service),
          service,
          now -> simulation.status(now, Trees.of("loadBalancer", ingress)));
    }
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
