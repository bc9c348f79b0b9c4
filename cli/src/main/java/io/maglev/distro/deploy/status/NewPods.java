package io.maglev.distro.deploy.status;

import io.maglev.distro.model.KubeObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Which Pods belong to the newest revision of a workload. */
public final class NewPods {
  private static final String DEPLOYMENT_REVISION = "deployment.kubernetes.io/revision";
  private static final String HASH = "controller-revision-hash";
  private static final String TEMPLATE = "deprecated.daemonset.template.generation";

  private NewPods() {}

  /**
   * The Pods of the workload's newest revision; none while its controller has not yet observed the
   * latest spec, since the newest revision known is then the old one.
   *
   * @param revisions the ReplicaSets (of a Deployment) or ControllerRevisions (of a DaemonSet) of
   *     the namespace
   * @param pods of the namespace
   */
  public static List<KubeObject> of(
      KubeObject workload, Collection<KubeObject> revisions, Collection<KubeObject> pods) {
    boolean behind =
        workload
            .number("status", "observedGeneration")
            .filter(seen -> seen < workload.number("metadata", "generation").orElse(seen))
            .isPresent();
    if (behind) {
      return List.of();
    }
    return pods.stream().filter(member(workload, revisions)).toList();
  }

  private static Predicate<KubeObject> member(
      KubeObject workload, Collection<KubeObject> revisions) {
    return switch (workload.id().groupKind()) {
      case "Deployment.apps" ->
          newestReplicaSet(workload, revisions)
              .<Predicate<KubeObject>>map(set -> pod -> isOwned(pod, set))
              .orElse(pod -> false);
      case "StatefulSet.apps" -> {
        String update = workload.string("status", "updateRevision").orElse("");
        yield pod -> isOwned(pod, workload) && update.equals(pod.labels().get(HASH));
      }
      case "DaemonSet.apps" -> daemonPods(workload, revisions);
      case "Pod" -> pod -> pod.uid().equals(workload.uid());
      default -> pod -> isOwned(pod, workload);
    };
  }

  /** The controller numbers ReplicaSets, a re-used one anew, and notes the number on both sides. */
  private static Optional<KubeObject> newestReplicaSet(
      KubeObject deployment, Collection<KubeObject> sets) {
    String current = deployment.annotations().getOrDefault(DEPLOYMENT_REVISION, "");
    return sets.stream()
        .filter(set -> isOwned(set, deployment))
        .filter(
            set ->
                current.isEmpty()
                    || current.equals(set.annotations().getOrDefault(DEPLOYMENT_REVISION, "")))
        .max(Comparator.comparingLong(NewPods::deploymentRevision));
  }

  private static Predicate<KubeObject> daemonPods(
      KubeObject set, Collection<KubeObject> revisions) {
    Optional<String> hash =
        revisions.stream()
            .filter(revision -> isOwned(revision, set))
            .max(Comparator.comparingLong(revision -> revision.number("revision").orElse(0L)))
            .map(revision -> revision.labels().getOrDefault(HASH, ""));
    if (hash.isPresent()) {
      return pod -> isOwned(pod, set) && hash.get().equals(pod.labels().get(HASH));
    }
    String template = set.annotations().getOrDefault(TEMPLATE, "");
    return pod -> isOwned(pod, set) && template.equals(pod.labels().get("pod-template-generation"));
  }

  private static long deploymentRevision(KubeObject set) {
    try {
      return Long.parseLong(set.annotations().getOrDefault(DEPLOYMENT_REVISION, "0"));
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  private static boolean isOwned(KubeObject object, KubeObject owner) {
    return object.maps("metadata", "ownerReferences").stream()
        .anyMatch(reference -> owner.uid().equals(reference.get("uid")));
  }
}
