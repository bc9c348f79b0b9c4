package io.maglev.distro.deploy.status;

import io.maglev.distro.model.KubeObject;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a Pod does not come up by itself, as far as its status says. Immutable.
 *
 * @param reason Kubernetes' word: {@code ImagePullBackOff}, {@code CrashLoopBackOff}, ...
 * @param container empty if the Pod as a whole is concerned
 * @param message what the cluster says of it, may be empty
 */
public record PodFailure(Kind kind, String reason, String container, String message) {
  private static final long RESTARTS = 3;

  private static final Map<String, Kind> WAITING =
      Map.of(
          "ErrImagePull", Kind.IMAGE,
          "ImagePullBackOff", Kind.IMAGE,
          "ErrImageNeverPull", Kind.IMAGE,
          "InvalidImageName", Kind.IMAGE,
          "CreateContainerConfigError", Kind.CONFIG,
          "CreateContainerError", Kind.CONFIG,
          "CrashLoopBackOff", Kind.CRASH);

  /** What is at fault. */
  public enum Kind {
    IMAGE,
    CRASH,
    CONFIG,
    SCHEDULING
  }

  /** The first failure found: scheduling, then init containers, then containers. */
  public static Optional<PodFailure> of(KubeObject pod) {
    return scheduling(pod)
        .or(() -> containers(pod, "initContainerStatuses"))
        .or(() -> containers(pod, "containerStatuses"));
  }

  private static Optional<PodFailure> scheduling(KubeObject pod) {
    return Conditions.find(pod, "PodScheduled")
        .filter(Conditions.Condition::isFalse)
        .filter(condition -> condition.reason().equals("Unschedulable"))
        .map(
            condition ->
                new PodFailure(Kind.SCHEDULING, condition.reason(), "", condition.message()));
  }

  private static Optional<PodFailure> containers(KubeObject pod, String list) {
    for (Map<String, @Nullable Object> status : pod.maps("status", list)) {
      Optional<PodFailure> failure = container(new KubeObject(status));
      if (failure.isPresent()) {
        return failure;
      }
    }
    return Optional.empty();
  }

  private static Optional<PodFailure> container(KubeObject status) {
    String reason = status.string("state", "waiting", "reason").orElse("");
    Kind kind = WAITING.get(reason);
    if (kind == null
        || (kind == Kind.CRASH && status.number("restartCount").orElse(0L) < RESTARTS)) {
      return Optional.empty();
    }
    String message =
        kind == Kind.CRASH
            ? lastExit(status)
            : status.string("state", "waiting", "message").orElse("");
    return Optional.of(new PodFailure(kind, reason, status.string("name").orElse(""), message));
  }

  /** The waiting message only tells the back-off; the exit says why. */
  private static String lastExit(KubeObject status) {
    String restarts = status.number("restartCount").orElse(0L) + " restarts";
    Optional<Long> code = status.number("lastState", "terminated", "exitCode");
    if (code.isEmpty()) {
      return restarts;
    }
    String reason = status.string("lastState", "terminated", "reason").orElse("Error");
    String detail =
        status
            .string("lastState", "terminated", "message")
            .map(text -> ": " + text.strip())
            .orElse("");
    return "%s, last exit code %d (%s)%s".formatted(restarts, code.get(), reason, detail);
  }

  @Override
  public String toString() {
    String where = container.isEmpty() ? "" : "container '" + container + "': ";
    return where + reason + (message.isEmpty() ? "" : ": " + message);
  }
}
