package io.maglev.distro.deploy.status;

import io.maglev.distro.deploy.status.Conditions.Condition;
import io.maglev.distro.deploy.status.Verdict.Failed;
import io.maglev.distro.deploy.status.Verdict.InProgress;
import io.maglev.distro.model.KubeObject;
import java.util.Optional;

/** Readiness of Pods and of Jobs, which run them to an end. */
final class PodReadiness {
  private PodReadiness() {}

  static Verdict pod(KubeObject pod) {
    String phase = pod.string("status", "phase").orElse("");
    if (phase.equals("Succeeded")) {
      return Verdict.ready();
    }
    if (phase.equals("Failed")) {
      String reason = pod.string("status", "reason").orElse("");
      String message = pod.string("status", "message").orElse(reason);
      return new Failed(message.isEmpty() ? "the Pod failed" : "the Pod failed: " + message);
    }
    if (phase.equals("Running") && Conditions.findTrue(pod, "Ready").isPresent()) {
      return Verdict.ready();
    }
    return new InProgress(
        PodFailure.of(pod)
            .map(PodFailure::toString)
            .orElse(
                phase.equals("Running") ? "the Pod runs but is not ready" : "the Pod is pending"));
  }

  static Verdict job(KubeObject job, ReadinessContext context) {
    Optional<Condition> failed = Conditions.findTrue(job, "Failed");
    if (failed.isPresent()) {
      return new Failed("the Job failed: " + failed.get().text());
    }
    if (Conditions.findTrue(job, "Complete").isPresent()) {
      return Verdict.ready();
    }
    boolean suspended = job.at("spec", "suspend").orElse(false).equals(true);
    if (!context.jobsMustComplete()) {
      boolean started = suspended || job.string("status", "startTime").isPresent();
      return started ? Verdict.ready() : new InProgress("the Job has not started");
    }
    if (suspended) {
      return new InProgress("the Job is suspended");
    }
    long wanted = job.number("spec", "completions").orElse(1L);
    return new InProgress(
        "%d of %d completions, %d failures"
            .formatted(
                job.number("status", "succeeded").orElse(0L),
                wanted,
                job.number("status", "failed").orElse(0L)));
  }
}
