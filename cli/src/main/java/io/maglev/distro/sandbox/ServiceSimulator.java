package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives a load balancer its address, unless its annotation lets it fail. */
final class ServiceSimulator implements Simulator {
  private final Simulation simulation;

  ServiceSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject service) {
    boolean balanced = service.string("spec", "type").filter("LoadBalancer"::equals).isPresent();
    boolean served = service.at("status", "loadBalancer", "ingress").isPresent();
    if (balanced && !served && !Fate.fails(service) && !simulation.waits(service)) {
      simulation.after(Fate.delay(service), service, "balance");
    }
  }

  @Override
  public void onTime(KubeObject service, String step) {
    Map<String, @Nullable Object> ingress =
        Trees.of("ingress", List.of(Trees.of("ip", "192.0.2.1", "ipMode", "VIP")));
    simulation.status(service, Trees.of("loadBalancer", ingress));
  }
}
