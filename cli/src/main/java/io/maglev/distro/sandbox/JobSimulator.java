package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Runs a Job's Pods until enough have succeeded or too many have failed. */
final class JobSimulator implements Simulator {
  private final Simulation simulation;

  JobSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject job) {
    List<KubeObject> pods = simulation.controlled(job, "", "Pod");
    long succeeded = count(pods, "Succeeded");
    long failed = count(pods, "Failed");
    long active = pods.stream().filter(Pods::isActive).count();
    long completions = job.number("spec", "completions").orElse(1L);
    boolean suspended = job.at("spec", "suspend").filter(Boolean.TRUE::equals).isPresent();
    if (isFinished(job)) {
      return;
    }
    if (succeeded >= completions) {
      finish(job, succeeded, failed, "Complete", "CompletionsReached");
    } else if (failed > job.number("spec", "backoffLimit").orElse(6L)) {
      finish(job, succeeded, failed, "Failed", "BackoffLimitExceeded");
    } else if (!suspended) {
      long parallel = job.number("spec", "parallelism").orElse(1L);
      long more = Math.min(parallel - active, completions - succeeded - active);
      report(job, succeeded, failed, active + Math.max(0, more));
      for (long i = 0; i < more; i++) {
        createPod(job);
      }
    }
  }

  private void createPod(KubeObject job) {
    Map<String, @Nullable Object> pod = Simulation.pod(job, job.name() + "-" + simulation.suffix());
    Map<String, @Nullable Object> labels = Trees.child(pod, "metadata", "labels");
    labels.put("job-name", job.name());
    labels.put("batch.kubernetes.io/job-name", job.name());
    labels.put("batch.kubernetes.io/controller-uid", job.uid());
    simulation.createFor(job, pod);
  }

  private void report(KubeObject job, long succeeded, long failed, long active) {
    Map<String, @Nullable Object> status = counts(succeeded, failed, active);
    status.put("startTime", job.string("status", "startTime").orElse(simulation.timestamp()));
    simulation.status(job, status);
  }

  private void finish(KubeObject job, long succeeded, long failed, String type, String reason) {
    List<Object> conditions = new ArrayList<>();
    conditions.add(
        condition(type.equals("Complete") ? "SuccessCriteriaMet" : "FailureTarget", reason));
    conditions.add(condition(type, reason));
    Map<String, @Nullable Object> status = counts(succeeded, failed, 0);
    status.put("conditions", conditions);
    if (type.equals("Complete")) {
      status.put("completionTime", simulation.timestamp());
    }
    simulation.status(job, status);
  }

  private static Map<String, @Nullable Object> counts(long succeeded, long failed, long active) {
    Map<String, @Nullable Object> status = Trees.of("ready", 0);
    status.put("succeeded", succeeded > 0 ? succeeded : null);
    status.put("failed", failed > 0 ? failed : null);
    status.put("active", active > 0 ? active : null);
    return status;
  }

  private Map<String, @Nullable Object> condition(String type, String reason) {
    return Trees.of(
        "type",
        type,
        "status",
        "True",
        "reason",
        reason,
        "message",
        message(reason),
        "lastTransitionTime",
        simulation.timestamp());
  }

  private static String message(String reason) {
    return reason.equals("BackoffLimitExceeded")
        ? "Job has reached the specified backoff limit"
        : "Reached expected number of succeeded pods";
  }

  private static boolean isFinished(KubeObject job) {
    return job.maps("status", "conditions").stream()
        .anyMatch(c -> "Complete".equals(c.get("type")) || "Failed".equals(c.get("type")));
  }

  private static long count(List<KubeObject> pods, String phase) {
    return pods.stream()
        .filter(pod -> pod.string("status", "phase").filter(phase::equals).isPresent())
        .count();
  }
}
