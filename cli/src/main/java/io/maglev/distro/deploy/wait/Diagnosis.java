package io.maglev.distro.deploy.wait;

import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunListener;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what the cluster knows about an object that failed: its last warning, and the last
 * lines its containers wrote. Best effort: what may not be read is left out. Thread-safe.
 */
public final class Diagnosis {
  /** So many lines show how something ended. */
  public static final int LAST_LINES = 20;

  /** So many are the whole of any log that somebody reads. */
  public static final int ALL_LINES = 10_000;

  private final KubeGateway kube;
  private final RunListener listener;

  public Diagnosis(KubeGateway kube, RunListener listener) {
    this.kube = kube;
    this.listener = listener;
  }

  /** The object's newest event as an {@code at} line, empty if there is none. */
  public Optional<SourceLocation> lastEvent(KubeObject object) {
    KubeQuery query =
        KubeQuery.of("v1", "Event", object.namespace())
            .withFields(
                "involvedObject.name=" + object.name() + ",involvedObject.kind=" + object.kind());
    try {
      return kube.list(query).stream()
          .max(Comparator.comparing(Diagnosis::time))
          .map(event -> SourceLocation.ofText(describe(object, event)));
    } catch (KubeException e) {
      return Optional.empty();
    }
  }

  /** What is emitted of logs: so many of the last lines, other than of these containers. */
  public record Extract(int lines, Set<String> except) {
    static final Extract LAST = new Extract(LAST_LINES, Set.of());
  }

  /** Emits the last lines of every container of the Pod that wrote any. */
  void emitLogs(String task, KubeObject pod, Extract extract) {
    emitLogs(task, pod, containers(pod), extract);
  }

  /**
   * As {@link #emitLogs(String, KubeObject, Extract)}, but for those that ended well: they explain
   * nothing.
   */
  void emitLogsOfUnfinished(String task, KubeObject pod) {
    List<String> containers = containers(pod);
    for (String list : List.of("initContainerStatuses", "containerStatuses")) {
      pod.maps("status", list).stream()
          .map(KubeObject::new)
          .filter(status -> status.number("state", "terminated", "exitCode").orElse(1L) == 0)
          .forEach(status -> containers.remove(status.string("name").orElse("")));
    }
    emitLogs(task, pod, containers, Extract.LAST);
  }

  private void emitLogs(String task, KubeObject pod, List<String> containers, Extract extract) {
    for (String container : containers) {
      String source = pod.name() + "/" + container;
      if (!extract.except().contains(source)) {
        List<String> lines = lastLines(pod, container, extract.lines());
        if (!lines.isEmpty()) {
          listener.onEvent(new ContainerLog(task, source, lines));
        }
      }
    }
  }

  /** As {@link #emitLogs(String, KubeObject, Extract)}, of all Pods the query means. */
  public void emitLogsOf(String task, KubeQuery pods, Extract extract) {
    List<KubeObject> found;
    try {
      found = kube.list(pods);
    } catch (KubeException e) {
      return; // who may not list them sees no logs
    }
    found.forEach(pod -> emitLogs(task, pod, extract));
  }

  /** A container that never started has no log; the failure itself is told elsewhere. */
  private List<String> lastLines(KubeObject pod, String container, int most) {
    try {
      String log = kube.logs(pod.namespace(), pod.name(), container, most);
      return log.isBlank() ? List.of() : log.lines().toList();
    } catch (KubeException e) {
      return List.of();
    }
  }

  private static List<String> containers(KubeObject pod) {
    List<String> names = new ArrayList<>();
    for (String section : List.of("initContainers", "containers")) {
      for (Map<String, @Nullable Object> container : pod.maps("spec", section)) {
        names.add(String.valueOf(container.get("name")));
      }
    }
    return names;
  }

  private static String time(KubeObject event) {
    return event
        .string("lastTimestamp")
        .or(() -> event.string("eventTime"))
        .or(() -> event.string("metadata", "creationTimestamp"))
        .orElse("");
  }

  private static String describe(KubeObject object, KubeObject event) {
    return "last event of "
        + object.id()
        + ": "
        + event.string("reason").orElse("")
        + ": "
        + event.string("message").orElse("").strip();
  }
}
