package io.maglev.distro.deploy.health;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What there is of an object in a few words, in those of {@code kubectl get} where it has any. */
final class Summary {
  private Summary() {}

  /** Empty for kinds of which there is nothing to say. */
  static String of(KubeObject object) {
    return switch (object.id().groupKind()) {
      case "Deployment.apps", "StatefulSet.apps", "ReplicaSet.apps", "ReplicationController" ->
          "%d/%d ready"
              .formatted(
                  object.number("status", "readyReplicas").orElse(0L),
                  object.number("spec", "replicas").orElse(1L));
      case "DaemonSet.apps" ->
          "%d/%d ready"
              .formatted(
                  object.number("status", "numberReady").orElse(0L),
                  object.number("status", "desiredNumberScheduled").orElse(0L));
      case "Job.batch" ->
          "%d/%d completed"
              .formatted(
                  object.number("status", "succeeded").orElse(0L),
                  object.number("spec", "completions").orElse(1L));
      case "Pod" -> pod(object);
      case "PersistentVolumeClaim", "PersistentVolume", "Namespace" ->
          object.string("status", "phase").orElse("");
      default -> "";
    };
  }

  /** What the verdict on a Pod does not say: how its containers ended, or what they wait for. */
  static List<String> details(KubeObject object) {
    if (!object.id().groupKind().equals("Pod")) {
      return List.of();
    }
    List<String> details = new ArrayList<>();
    containers(object)
        .forEach(
            status -> {
              String name = status.string("name").orElse("");
              String waiting = status.string("state", "waiting", "reason").orElse("");
              if (isOrdinary(waiting)) {
                details.add("container '%s': %s".formatted(name, waiting));
              }
              if (!waiting.equals("CrashLoopBackOff")) {
                ended(status, "state")
                    .or(() -> ended(status, "lastState"))
                    .ifPresent(end -> details.add("container '%s': %s".formatted(name, end)));
              }
            });
    return details;
  }

  private static String pod(KubeObject pod) {
    long ready = containers(pod).filter(status -> isTrue(status, "ready")).count();
    long restarts =
        containers(pod).mapToLong(status -> status.number("restartCount").orElse(0L)).sum();
    return "%d/%d %s%s"
        .formatted(
            ready,
            pod.maps("spec", "containers").size(),
            pod.isBeingDeleted() ? "Terminating" : phase(pod),
            restarts == 0 ? "" : restarts == 1 ? ", 1 restart" : ", " + restarts + " restarts");
  }

  /** What a container waits for says more than the phase of its Pod. */
  private static String phase(KubeObject pod) {
    return containers(pod)
        .flatMap(status -> status.string("state", "waiting", "reason").stream())
        .findFirst()
        .orElse(pod.string("status", "phase").orElse("Unknown"));
  }

  private static Stream<KubeObject> containers(KubeObject pod) {
    return Stream.of("initContainerStatuses", "containerStatuses")
        .flatMap(list -> pod.maps("status", list).stream())
        .map(KubeObject::new);
  }

  /**
   * Whether it is one of the reasons that every container has at times: the others are failures.
   */
  private static boolean isOrdinary(String waiting) {
    return waiting.equals("ContainerCreating") || waiting.equals("PodInitializing");
  }

  private static Optional<String> ended(KubeObject status, String state) {
    return status
        .number(state, "terminated", "exitCode")
        .filter(code -> code != 0)
        .map(
            code ->
                "%sended with exit code %d (%s)"
                    .formatted(
                        state.equals("state") ? "" : "last ",
                        code,
                        status.string(state, "terminated", "reason").orElse("Error")));
  }

  private static boolean isTrue(KubeObject object, String field) {
    return object.at(field).orElse(false).equals(true);
  }
}
