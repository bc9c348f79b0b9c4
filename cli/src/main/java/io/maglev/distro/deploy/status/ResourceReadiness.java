package io.maglev.distro.deploy.status;

import io.maglev.distro.deploy.status.Conditions.Condition;
import io.maglev.distro.deploy.status.Verdict.Failed;
import io.maglev.distro.deploy.status.Verdict.InProgress;
import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Optional;

/** Readiness of storage, services, namespaces and extensions of the API. */
final class ResourceReadiness {
  private ResourceReadiness() {}

  /**
   * A claim that binds late stays pending until a Pod uses it, so it never holds up a component: if
   * a Pod of the component uses it, that Pod's readiness says all; if none does, waiting would not
   * end.
   */
  static Verdict claim(KubeObject claim, ReadinessContext context) {
    String phase = claim.string("status", "phase").orElse("Pending");
    if (phase.equals("Bound")) {
      return Verdict.ready();
    }
    if (phase.equals("Lost")) {
      return new Failed("the claim has lost its volume");
    }
    boolean late =
        claim
            .string("spec", "storageClassName")
            .filter(context.lateBindingClasses()::contains)
            .isPresent();
    return late ? Verdict.ready() : new InProgress("the claim is not bound: " + phase);
  }

  static Verdict volume(KubeObject volume) {
    String phase = volume.string("status", "phase").orElse("Pending");
    return switch (phase) {
      case "Available", "Bound" -> Verdict.ready();
      case "Failed" ->
          new Failed(
              "the volume failed: " + volume.string("status", "message").orElse("no message"));
      default -> new InProgress("the volume is " + phase);
    };
  }

  static Verdict service(KubeObject service) {
    String type = service.string("spec", "type").orElse("ClusterIP");
    if (type.equals("ExternalName")) {
      return Verdict.ready();
    }
    if (service.string("spec", "clusterIP").orElse("").isEmpty()) {
      return new InProgress("the Service has no cluster IP");
    }
    boolean reachable =
        !type.equals("LoadBalancer")
            || isFilled(service, "spec", "externalIPs")
            || isFilled(service, "status", "loadBalancer", "ingress");
    return reachable ? Verdict.ready() : new InProgress("the load balancer has no address");
  }

  static Verdict namespace(KubeObject namespace) {
    String phase = namespace.string("status", "phase").orElse("Active");
    return phase.equals("Active") ? Verdict.ready() : new InProgress("the namespace is " + phase);
  }

  static Verdict definition(KubeObject definition) {
    Optional<Condition> names =
        Conditions.find(definition, "NamesAccepted").filter(Condition::isFalse);
    if (names.isPresent()) {
      return new Failed("its names are taken: " + names.get().text());
    }
    Optional<Condition> established = Conditions.find(definition, "Established");
    if (established.filter(Condition::isTrue).isPresent()) {
      return Verdict.ready();
    }
    boolean refused =
        established
            .filter(Condition::isFalse)
            .filter(condition -> !condition.reason().equals("Installing"))
            .filter(condition -> !condition.reason().equals("NotAccepted"))
            .isPresent();
    return refused
        ? new Failed(established.orElseThrow().text())
        : new InProgress("the definition is not established");
  }

  static Verdict apiService(KubeObject service) {
    Optional<Condition> available = Conditions.find(service, "Available");
    if (available.filter(Condition::isTrue).isPresent()) {
      return Verdict.ready();
    }
    return new InProgress(
        available.map(Condition::text).orElse("the API service is not available"));
  }

  private static boolean isFilled(KubeObject object, String... path) {
    return object
        .at(path)
        .filter(value -> value instanceof List<?> list && !list.isEmpty())
        .isPresent();
  }
}
