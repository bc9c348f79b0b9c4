package io.maglev.distro.deploy.status;

import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a workload up early: when all Pods of its new revision have been failing without a break
 * for 15 seconds. A single healthy new Pod, or none at all yet, keeps it waiting. Immutable: each
 * observation gives the next state.
 *
 * @param failing by Pod uid, since when and how; empty unless all new Pods fail
 */
public record FailFastRule(Map<String, Failing> failing) {
  /** Long enough for a registry's or scheduler's hiccup, short enough not to bore. */
  public static final Duration PATIENCE = Duration.ofSeconds(15);

  /** Before the first observation. */
  public static final FailFastRule START = new FailFastRule(Map.of());

  /** One Pod's failure. */
  public record Failing(String pod, Instant since, PodFailure failure) {}

  /**
   * The state after seeing the Pods of the workload's new revision; those that ended or are being
   * deleted do not count.
   */
  public FailFastRule observe(Collection<KubeObject> newPods, Instant now) {
    Map<String, Failing> next = new LinkedHashMap<>();
    for (KubeObject pod : newPods) {
      if (!counts(pod)) {
        continue;
      }
      Optional<PodFailure> failure = PodFailure.of(pod);
      if (failure.isEmpty()) {
        return START;
      }
      Failing before = failing.get(pod.uid());
      Instant since = before == null ? now : before.since();
      next.put(pod.uid(), new Failing(pod.name(), since, failure.get()));
    }
    return new FailFastRule(Map.copyOf(next));
  }

  /** The failure of the Pod that has failed longest, once patience with all of them is over. */
  public Optional<Failing> verdict(Instant now) {
    return due()
        .filter(due -> !now.isBefore(due))
        .flatMap(due -> failing.values().stream().min((a, b) -> a.since().compareTo(b.since())));
  }

  /** When to ask for a verdict if nothing changes; empty if nothing is failing. */
  public Optional<Instant> due() {
    return failing.values().stream()
        .map(Failing::since)
        .max(Instant::compareTo)
        .map(youngest -> youngest.plus(PATIENCE));
  }

  private static boolean counts(KubeObject pod) {
    String phase = pod.string("status", "phase").orElse("");
    return !pod.isBeingDeleted() && !phase.equals("Succeeded") && !phase.equals("Failed");
  }
}
