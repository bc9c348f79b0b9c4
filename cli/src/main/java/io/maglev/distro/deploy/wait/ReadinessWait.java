package io.maglev.distro.deploy.wait;

import io.maglev.distro.deploy.run.ClusterFacts;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.LiveObjects;
import io.maglev.distro.deploy.run.RunContext;
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
import java.util.Set;

/**
 * Waits until the objects a component consists of are ready, by events, and gives up at once where
 * waiting is hopeless. Only the state the server has for what was just applied counts: an older
 * generation's readiness does not. Not thread-safe; one use.
 */
public final class ReadinessWait {
  private static final int MOST_DIAGNOSED = 3;
  private static final String CLAIM = "PersistentVolumeClaim";
  private static final String JOB = "Job.batch";

  private final RunContext context;
  private final String task;
  private final List<ReadinessRule> ownRules;
  private final Map<ResourceId, WorkloadWatch> workloads = new HashMap<>();
  private final Map<ResourceId, Verdict> verdicts = new HashMap<>();
  private ReadinessContext rules;

  public ReadinessWait(RunContext context, String task, List<ReadinessRule> ownRules) {
    this.context = context;
    this.task = task;
    this.ownRules = ownRules;
    this.rules = new ReadinessContext(ownRules, false, Set.of());
  }

  /**
   * Waits.
   *
   * @param applied as the server returned them
   * @throws DistroException naming the object that failed, or those still missing at the deadline,
   *     each with its last event
   */
  public void await(List<KubeObject> applied, Deadline deadline) {
    if (applied.stream().anyMatch(object -> object.id().groupKind().equals(CLAIM))) {
      Set<String> lateBinding = ClusterFacts.lateBindingClasses(context.kube());
      rules = new ReadinessContext(ownRules, false, lateBinding);
    }
    List<KubeObject> unready = applied.stream().filter(o -> !verdict(o).isReady()).toList();
    if (unready.isEmpty()) {
      return;
    }
    unready.forEach(this::follow);
    Optional<End> end = context.live().await(deadline, () -> judge(unready));
    if (end.isEmpty()) {
      throw timedOut(unready, deadline);
    }
    if (end.get() instanceof End.Hopeless hopeless) {
      KubeObject failed = hopeless.object();
      throw failure(List.of(failed), failed.id() + ": " + reason(failed));
    }
  }

  private void follow(KubeObject object) {
    context.live().follow(object);
    if (WorkloadWatch.applies(object)) {
      workloads.put(object.id(), new WorkloadWatch(context, object));
    }
  }

  /** Empty: go on. */
  private Optional<End> judge(List<KubeObject> objects) {
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
    context.listener().onEvent(new WaitingFor(task, List.copyOf(reasons)));
    return Optional.empty();
  }

  private Verdict judge(KubeObject applied) {
    try {
      LiveObjects.Sight sight = context.live().look(applied);
      if (sight instanceof LiveObjects.Sight.Gone gone) {
        return gone(gone.last());
      }
      return sight instanceof LiveObjects.Sight.Present present
              && isCurrent(present.object(), applied)
          ? present(present.object())
          : new Verdict.InProgress("not seen yet");
    } catch (KubeException e) {
      String reason = "it cannot be read: " + e.getMessage();
      return e.isForbidden() ? new Verdict.Failed(reason) : new Verdict.InProgress(reason);
    }
  }

  private Verdict present(KubeObject live) {
    Verdict verdict = verdict(live);
    WorkloadWatch workload = workloads.get(live.id());
    return verdict.isReady() || workload == null ? verdict : workload.judge(live).orElse(verdict);
  }

  /** A Job may be deleted as soon as it has ended; nothing else goes by itself. */
  private Verdict gone(KubeObject last) {
    return last.id().groupKind().equals(JOB) && verdict(last).isReady()
        ? Verdict.ready()
        : new Verdict.Failed("somebody deleted it");
  }

  private Verdict verdict(KubeObject object) {
    return Readiness.of(object, rules);
  }

  private static boolean isCurrent(KubeObject live, KubeObject applied) {
    long wanted = applied.number("metadata", "generation").orElse(0L);
    return live.number("metadata", "generation").orElse(0L) >= wanted;
  }

  private DistroException timedOut(List<KubeObject> objects, Deadline deadline) {
    List<KubeObject> missing =
        objects.stream()
            .filter(
                object -> {
                  Verdict verdict = verdicts.get(object.id());
                  return verdict == null || !verdict.isReady();
                })
            .toList();
    return failure(missing, "not ready after " + DurationText.of(deadline.allowed()));
  }

  private DistroException failure(List<KubeObject> objects, String reason) {
    Diagnosis diagnosis = new Diagnosis(context.kube(), context.listener());
    List<SourceLocation> where = new ArrayList<>();
    for (KubeObject object : objects.subList(0, Math.min(MOST_DIAGNOSED, objects.size()))) {
      if (!reason.endsWith(reason(object))) {
        where.add(SourceLocation.ofText(object.id() + ": " + reason(object)));
      }
      List<KubeObject> pods =
          Optional.ofNullable(workloads.get(object.id()))
              .map(WorkloadWatch::pods)
              .orElse(List.of());
      pods.stream().limit(1).forEach(pod -> diagnosis.emitLogsOfUnfinished(task, pod));
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
        Optional.of(
            "mend that, then run the command again; --no-atomic leaves it as it failed, to look at"),
        null);
  }

  private String reason(KubeObject object) {
    Verdict verdict = verdicts.get(object.id());
    return verdict == null ? "never seen" : verdict.reason();
  }

  /** What ends the waiting before the deadline does. */
  private sealed interface End {
    record AllReady() implements End {}

    record Hopeless(KubeObject object) implements End {}
  }
}
