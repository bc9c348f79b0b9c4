package io.maglev.distro.deploy;

import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.deploy.status.Verdict;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.WaitingFor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Waits until the objects a component consists of are ready, by events, and gives up at once where
 * waiting is hopeless. Only the state the server has for what was just applied counts: an older
 * generation's readiness does not. Not thread-safe; one use.
 */
final class ReadinessWait {
  private static final int MOST_DIAGNOSED = 3;

  private final RunContext context;
  private final String task;
  private final ReadinessContext rules;
  private final Map<ResourceId, WorkloadWatch> workloads = new HashMap<>();

  ReadinessWait(RunContext context, String task, List<ReadinessRule> rules) {
    this.context = context;
    this.task = task;
    this.rules = new ReadinessContext(rules, false, RunContext.lateBindingClasses(context.kube()));
  }

  /**
   * Waits.
   *
   * @param applied as the server returned them
   * @throws DistroException naming the object that failed, or those still missing at the deadline,
   *     each with its last event
   */
  void await(List<KubeObject> applied, Deadline deadline) {
    List<KubeObject> unready = applied.stream().filter(o -> !verdict(o).isReady()).toList();
    if (unready.isEmpty()) {
      return;
    }
    unready.forEach(this::follow);
    Map<ResourceId, Verdict> last = new HashMap<>();
    Optional<End> end = context.live().await(deadline, () -> judge(unready, last));
    if (end.isEmpty()) {
      throw timedOut(unready, last, deadline);
    }
    if (end.get() instanceof End.Hopeless hopeless) {
      KubeObject failed = hopeless.object();
      throw failure(List.of(failed), last, failed.id() + ": " + reason(failed, last));
    }
  }

  private void follow(KubeObject object) {
    context.live().follow(object.apiVersion(), object.kind(), object.namespace());
    if (WorkloadWatch.applies(object)) {
      workloads.put(object.id(), new WorkloadWatch(context, object));
    }
  }

  /** Empty: go on. */
  private Optional<End> judge(List<KubeObject> objects, Map<ResourceId, Verdict> verdicts) {
    List<String> reasons = new ArrayList<>();
    for (KubeObject object : objects) {
      Verdict verdict = judge(object);
      verdicts.put(object.id(), verdict);
      if (verdict.isFailed()) {
        return Optional.of(new End.Hopeless(object));
      }
      if (!verdict.isReady()) {
        reasons.add(object.id() + ": " + verdict.reason());
      }
    }
    if (reasons.isEmpty()) {
      return Optional.of(new End.AllReady());
    }
    context.listener().onEvent(new WaitingFor(task, reasons));
    return Optional.empty();
  }

  private Verdict judge(KubeObject applied) {
    Optional<KubeException> unseen =
        context.live().failure(applied.apiVersion(), applied.kind(), applied.namespace());
    if (unseen.isPresent()) {
      return new Verdict.Failed("it cannot be watched: " + unseen.get().getMessage());
    }
    Optional<KubeObject> live =
        context.live().get(applied.id()).filter(now -> isCurrent(now, applied));
    if (live.isEmpty()) {
      return new Verdict.InProgress("not seen yet");
    }
    Verdict verdict = verdict(live.get());
    WorkloadWatch workload = workloads.get(applied.id());
    return verdict.isReady() || workload == null
        ? verdict
        : workload.judge(live.get()).orElse(verdict);
  }

  private Verdict verdict(KubeObject object) {
    return Readiness.of(object, rules);
  }

  private static boolean isCurrent(KubeObject live, KubeObject applied) {
    long wanted = applied.number("metadata", "generation").orElse(0L);
    return live.uid().equals(applied.uid())
        && live.number("metadata", "generation").orElse(0L) >= wanted;
  }

  private DistroException timedOut(
      List<KubeObject> objects, Map<ResourceId, Verdict> verdicts, Deadline deadline) {
    List<KubeObject> missing =
        objects.stream()
            .filter(
                object -> {
                  Verdict verdict = verdicts.get(object.id());
                  return verdict == null || !verdict.isReady();
                })
            .toList();
    return failure(missing, verdicts, "not ready after " + DurationText.of(deadline.allowed()));
  }

  private DistroException failure(
      List<KubeObject> objects, Map<ResourceId, Verdict> verdicts, String reason) {
    Diagnosis diagnosis = new Diagnosis(context.kube(), context.listener());
    List<SourceLocation> where = new ArrayList<>();
    for (KubeObject object : objects.subList(0, Math.min(MOST_DIAGNOSED, objects.size()))) {
      where.add(SourceLocation.ofText(object.id() + ": " + reason(object, verdicts)));
      List<KubeObject> pods =
          Optional.ofNullable(workloads.get(object.id()))
              .map(WorkloadWatch::pods)
              .orElse(List.of());
      pods.stream().limit(1).forEach(pod -> diagnosis.emitLogs(task, pod));
      pods.stream()
          .findFirst()
          .flatMap(diagnosis::lastEvent)
          .or(() -> diagnosis.lastEvent(object))
          .ifPresent(where::add);
    }
    return new DistroException(
        ErrorCode.DEPLOY_FAILED,
        "cannot bring up component '" + task + "': " + reason,
        where,
        Optional.of("see 'kubectl describe' of the object, mend it, then run the command again"),
        null);
  }

  private static String reason(KubeObject object, Map<ResourceId, Verdict> verdicts) {
    Verdict verdict = verdicts.get(object.id());
    return verdict == null ? "never seen" : verdict.reason();
  }

  /** What ends the waiting before the deadline does. */
  private sealed interface End {
    record AllReady() implements End {}

    record Hopeless(KubeObject object) implements End {}
  }
}
