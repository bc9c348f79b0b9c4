package io.maglev.distro.deploy.wait;

import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.status.FailFastRule;
import io.maglev.distro.deploy.status.NewPods;
import io.maglev.distro.deploy.status.PodFailure;
import io.maglev.distro.deploy.status.Verdict;
import io.maglev.distro.model.KubeObject;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Watches the Pods of one workload's newest revision, to give it up early if none of them can come
 * up. Not thread-safe.
 */
public final class WorkloadWatch {
  private static final Map<String, String> REVISION_KINDS =
      Map.of("Deployment.apps", "ReplicaSet", "DaemonSet.apps", "ControllerRevision");

  private static final Set<String> WORKLOADS =
      Set.of(
          "Deployment.apps",
          "StatefulSet.apps",
          "DaemonSet.apps",
          "ReplicaSet.apps",
          "Job.batch",
          "Pod");

  private final RunContext context;
  private final KubeObject workload;
  private FailFastRule rule = FailFastRule.START;
  private List<KubeObject> pods = List.of();

  /** Starts watching. */
  public WorkloadWatch(RunContext context, KubeObject workload) {
    this.context = context;
    this.workload = workload;
    context.live().follow("v1", "Pod", workload.namespace());
    String revisions = REVISION_KINDS.get(workload.id().groupKind());
    if (revisions != null) {
      context.live().follow("apps/v1", revisions, workload.namespace());
    }
  }

  /** Whether the object has Pods at all. */
  static boolean applies(KubeObject object) {
    return WORKLOADS.contains(object.id().groupKind());
  }

  /** A verdict if the new Pods are hopeless. */
  public Optional<Verdict> judge(KubeObject live) {
    String revisions = REVISION_KINDS.get(workload.id().groupKind());
    Collection<KubeObject> sets =
        revisions == null
            ? List.of()
            : context.live().all("apps/v1", revisions, workload.namespace());
    pods = NewPods.of(live, sets, context.live().all("v1", "Pod", workload.namespace()));
    Instant now = context.clock().steady();
    rule = isRetried() ? FailFastRule.START : rule.observe(pods, now);
    return rule.verdict(now)
        .map(
            failing ->
                new Verdict.Failed("Pod " + failing.pod() + " cannot start: " + failing.failure()));
  }

  /** How often a Job's Pods may crash is the Job's own business: it has a backoffLimit. */
  private boolean isRetried() {
    return workload.id().groupKind().equals("Job.batch")
        && pods.stream()
            .flatMap(pod -> PodFailure.of(pod).stream())
            .anyMatch(failure -> failure.kind() == PodFailure.Kind.CRASH);
  }

  /** The Pods of the newest revision as last seen. */
  List<KubeObject> pods() {
    return pods;
  }
}
