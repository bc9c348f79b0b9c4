package io.maglev.distro.deploy.status;

import io.maglev.distro.deploy.status.Conditions.Condition;
import io.maglev.distro.deploy.status.Verdict.Failed;
import io.maglev.distro.deploy.status.Verdict.InProgress;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ReadinessRule;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Whether an object as the cluster has it is ready. Rules as kstatus has them, which Helm 4 waits
 * by; where Helm 3 is stricter (load balancers, partitions) its rule counts too.
 */
public final class Readiness {
  private static final Map<String, BiFunction<KubeObject, ReadinessContext, Verdict>> KINDS =
      Map.ofEntries(
          Map.entry("Pod", (pod, context) -> PodReadiness.pod(pod)),
          Map.entry("Job.batch", PodReadiness::job),
          Map.entry("Deployment.apps", (object, context) -> WorkloadReadiness.deployment(object)),
          Map.entry("StatefulSet.apps", (object, context) -> WorkloadReadiness.statefulSet(object)),
          Map.entry("DaemonSet.apps", (object, context) -> WorkloadReadiness.daemonSet(object)),
          Map.entry("ReplicaSet.apps", (object, context) -> WorkloadReadiness.replicas(object)),
          Map.entry("ReplicationController", (object, c) -> WorkloadReadiness.replicas(object)),
          Map.entry("PersistentVolumeClaim", ResourceReadiness::claim),
          Map.entry("PersistentVolume", (object, context) -> ResourceReadiness.volume(object)),
          Map.entry("Service", (object, context) -> ResourceReadiness.service(object)),
          Map.entry("Namespace", (object, context) -> ResourceReadiness.namespace(object)),
          Map.entry(
              "CustomResourceDefinition.apiextensions.k8s.io",
              (object, context) -> ResourceReadiness.definition(object)),
          Map.entry(
              "APIService.apiregistration.k8s.io",
              (object, context) -> ResourceReadiness.apiService(object)));

  private Readiness() {}

  /**
   * The verdict on the object. Kinds that no rule knows follow the conventions of kstatus:
   * observedGeneration, then the conditions Stalled, Reconciling and Ready; where they have none of
   * these they are ready at once.
   */
  public static Verdict of(KubeObject object, ReadinessContext context) {
    if (object.isBeingDeleted()) {
      return new InProgress("it is being deleted");
    }
    Optional<Verdict> behind = behind(object);
    if (behind.isPresent()) {
      return behind.get();
    }
    String kind = object.id().groupKind();
    for (ReadinessRule rule : context.rules()) {
      if (rule.groupKind().equals(kind)) {
        return byRule(object, rule);
      }
    }
    BiFunction<KubeObject, ReadinessContext, Verdict> known = KINDS.get(kind);
    return known == null ? byConvention(object) : known.apply(object, context);
  }

  /** The controller has not yet seen the latest spec: nothing else in the status counts. */
  private static Optional<Verdict> behind(KubeObject object) {
    Optional<Long> generation = object.number("metadata", "generation");
    Optional<Long> observed = object.number("status", "observedGeneration");
    if (generation.isEmpty() || observed.isEmpty() || observed.equals(generation)) {
      return Optional.empty();
    }
    return Optional.of(
        new InProgress(
            "generation %d is not observed yet, only %d"
                .formatted(generation.get(), observed.get())));
  }

  private static Verdict byRule(KubeObject object, ReadinessRule rule) {
    String prefix = "condition:";
    Optional<String> value =
        rule.path().startsWith(prefix)
            ? Conditions.find(object, rule.path().substring(prefix.length())).map(Condition::status)
            : object.at(rule.path().split("\\.", -1)).map(String::valueOf);
    String found = value.orElse("");
    if (found.equals(rule.ready())) {
      return Verdict.ready();
    }
    String reason =
        "%s is %s, not %s"
            .formatted(
                rule.path(), value.map(text -> "'" + text + "'").orElse("not set"), rule.ready());
    return !rule.failed().isEmpty() && found.equals(rule.failed())
        ? new Failed(reason)
        : new InProgress(reason);
  }

  private static Verdict byConvention(KubeObject object) {
    Optional<Condition> stalled = Conditions.findTrue(object, "Stalled");
    if (stalled.isPresent()) {
      return new Failed(stalled.get().text());
    }
    Optional<Condition> reconciling = Conditions.findTrue(object, "Reconciling");
    if (reconciling.isPresent()) {
      return new InProgress(reconciling.get().text());
    }
    return Conditions.find(object, "Ready")
        .filter(ready -> !ready.isTrue())
        .<Verdict>map(ready -> new InProgress(ready.text()))
        .orElse(Verdict.ready());
  }
}
