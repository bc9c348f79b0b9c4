package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Binds a claim to a volume of its own, unless its annotation lets it fail. */
final class ClaimSimulator implements Simulator {
  private final Simulation simulation;

  ClaimSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject claim) {
    String phase = claim.string("status", "phase").orElse("");
    if (phase.isEmpty()) {
      simulation.status(claim, Trees.of("phase", "Pending"));
    } else if (phase.equals("Pending") && !Fate.fails(claim) && !simulation.waits(claim)) {
      simulation.after(Fate.delay(claim), claim, "bind");
    }
  }

  @Override
  public void onTime(KubeObject claim, String step) {
    simulation.change(
        claim,
        copy -> {
          Trees.child(copy, "spec").putIfAbsent("volumeName", "pvc-" + claim.uid());
          Map<String, @Nullable Object> status = Trees.child(copy, "status");
          status.put("phase", "Bound");
          status.put("capacity", Trees.copy(Trees.map(claim, "spec", "resources", "requests")));
        });
  }
}
