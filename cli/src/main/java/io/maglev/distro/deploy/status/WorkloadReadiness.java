package io.maglev.distro.deploy.status;

import io.maglev.distro.deploy.status.Conditions.Condition;
import io.maglev.distro.deploy.status.Verdict.Failed;
import io.maglev.distro.deploy.status.Verdict.InProgress;
import io.maglev.distro.model.KubeObject;
import java.util.Optional;

/**
 * Readiness of what runs replicas: all of the new revision available and none of the old left,
 * since a component counts as proven only when its new revision alone serves.
 */
final class WorkloadReadiness {
  private WorkloadReadiness() {}

  static Verdict deployment(KubeObject object) {
    if (object.at("spec", "paused").orElse(false).equals(true)) {
      return Verdict.ready(); // nothing rolls out until somebody resumes it: Helm 4 skips it too
    }
    if (unobserved(object)) {
      return notSeen();
    }
    Optional<Condition> progressing = Conditions.find(object, "Progressing");
    if (progressing.map(Condition::reason).orElse("").equals("ProgressDeadlineExceeded")) {
      return new Failed("progress deadline exceeded: " + progressing.orElseThrow().text());
    }
    long wanted = object.number("spec", "replicas").orElse(1L);
    long replicas = status(object, "replicas");
    long updated = status(object, "updatedReplicas");
    long available = status(object, "availableReplicas");
    if (updated < wanted) {
      return new InProgress(
          "%d of %d replicas updated%s".formatted(updated, wanted, replicaFailure(object)));
    }
    if (replicas > updated) {
      return new InProgress("%d old replicas still there".formatted(replicas - updated));
    }
    if (replicas > wanted) {
      return new InProgress("%d replicas too many".formatted(replicas - wanted));
    }
    return available < wanted
        ? new InProgress(
            "%d of %d replicas available%s".formatted(available, wanted, replicaFailure(object)))
        : Verdict.ready();
  }

  static Verdict statefulSet(KubeObject object) {
    if (object.string("spec", "updateStrategy", "type").orElse("").equals("OnDelete")) {
      return Verdict.ready(); // its Pods are replaced by hand
    }
    if (unobserved(object)) {
      return notSeen();
    }
    long wanted = object.number("spec", "replicas").orElse(1L);
    long replicas = status(object, "replicas");
    if (replicas != wanted) {
      return new InProgress("%d of %d replicas there".formatted(replicas, wanted));
    }
    long partition =
        object.number("spec", "updateStrategy", "rollingUpdate", "partition").orElse(0L);
    long toUpdate = Math.max(0, wanted - partition);
    long updated = status(object, "updatedReplicas");
    if (updated < toUpdate) {
      return new InProgress("%d of %d replicas updated".formatted(updated, toUpdate));
    }
    long ready = status(object, "readyReplicas");
    if (ready < wanted) {
      return new InProgress("%d of %d replicas ready".formatted(ready, wanted));
    }
    long available = object.number("status", "availableReplicas").orElse(ready);
    if (available < wanted) {
      return new InProgress("%d of %d replicas available".formatted(available, wanted));
    }
    String current = object.string("status", "currentRevision").orElse("");
    String update = object.string("status", "updateRevision").orElse("");
    return partition == 0 && !current.equals(update)
        ? new InProgress("revision %s is not yet the current one".formatted(update))
        : Verdict.ready();
  }

  static Verdict daemonSet(KubeObject object) {
    if (object.string("spec", "updateStrategy", "type").orElse("").equals("OnDelete")) {
      return Verdict.ready(); // its Pods are replaced by hand
    }
    if (unobserved(object)) {
      return notSeen();
    }
    long wanted = status(object, "desiredNumberScheduled");
    long updated = status(object, "updatedNumberScheduled");
    if (updated < wanted) {
      return new InProgress("%d of %d nodes updated".formatted(updated, wanted));
    }
    long available = status(object, "numberAvailable");
    return available < wanted
        ? new InProgress("%d of %d nodes available".formatted(available, wanted))
        : Verdict.ready();
  }

  /** A ReplicaSet or ReplicationController of its own. */
  static Verdict replicas(KubeObject object) {
    if (unobserved(object)) {
      return notSeen();
    }
    long wanted = object.number("spec", "replicas").orElse(1L);
    long replicas = status(object, "replicas");
    if (replicas != wanted) {
      return new InProgress(
          "%d of %d replicas there%s".formatted(replicas, wanted, replicaFailure(object)));
    }
    long available = status(object, "availableReplicas");
    return available < wanted
        ? new InProgress("%d of %d replicas available".formatted(available, wanted))
        : Verdict.ready();
  }

  /** A status that no controller has written yet reads as zeros, which must not pass for ready. */
  private static boolean unobserved(KubeObject object) {
    return object.number("metadata", "generation").isPresent()
        && object.number("status", "observedGeneration").isEmpty();
  }

  private static Verdict notSeen() {
    return new InProgress("its controller has not seen it yet");
  }

  /** Why Pods cannot be created, e.g. a quota: no Pod shows it. */
  private static String replicaFailure(KubeObject object) {
    return Conditions.findTrue(object, "ReplicaFailure")
        .map(condition -> ": " + condition.text())
        .orElse("");
  }

  private static long status(KubeObject object, String field) {
    return object.number("status", field).orElse(0L);
  }
}
