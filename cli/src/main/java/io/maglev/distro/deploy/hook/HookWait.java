package io.maglev.distro.deploy.hook;

import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.LiveObjects;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.deploy.status.Verdict;
import io.maglev.distro.deploy.wait.Diagnosis;
import io.maglev.distro.deploy.wait.LiveLogs;
import io.maglev.distro.deploy.wait.WorkloadWatch;
import io.maglev.distro.deploy.wait.Workloads;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Waits until objects of hooks that run have ended, and shows what they write: while they write it
 * if asked to, in any case where they fail. Thread-safe.
 */
final class HookWait {
  /** Kinds that run to an end; every other kind counts as done once it is there, as in Helm. */
  private static final Set<String> RUNNING_KINDS = Set.of("Job.batch", "Pod");

  private final RunContext context;
  private final Diagnosis diagnosis;

  HookWait(RunContext context) {
    this.context = context;
    this.diagnosis = new Diagnosis(context.kube(), context.listener());
  }

  /** Whether objects of its kind run to an end. */
  static boolean runs(KubeObject object) {
    return RUNNING_KINDS.contains(object.id().groupKind());
  }

  /**
   * Waits until the object has run to its end; returns at once for kinds that do not run.
   *
   * @param logLines how many of the last lines of each log are shown where it fails
   * @throws DistroException if it failed or the deadline passed, with its last event; its message
   *     is the object and the reason, for the caller to complete; the logs of its Pods were emitted
   */
  void awaitEnd(String task, KubeObject object, Deadline deadline, int logLines) {
    if (!runs(object)) {
      return;
    }
    context.live().follow(object);
    try (LiveLogs logs = new LiveLogs(context, task)) {
      WorkloadWatch pods = new WorkloadWatch(context, object);
      Optional<End> end = context.live().await(deadline, () -> look(object, pods, logs));
      if (end.isPresent()) {
        catchUp(object, logs);
      }
      if (end.equals(Optional.of(End.VANISHED))) {
        warnVanished(task, object);
      } else if (!end.equals(Optional.of(End.SUCCESS))) {
        String reason =
            end.map(End::failure)
                .orElseGet(() -> "not finished after " + DurationText.of(deadline.allowed()));
        diagnosis.emitLogsOf(task, podsOf(object), new Diagnosis.Extract(logLines, logs.told()));
        throw failure(object, reason);
      }
    }
  }

  /** Emits the whole of what the Pods of the object wrote, unless that was told already. */
  void emitLogs(String task, KubeObject object) {
    if (runs(object) && !context.hooks().logs()) {
      diagnosis.emitLogsOf(
          task, podsOf(object), new Diagnosis.Extract(Diagnosis.ALL_LINES, Set.of()));
    }
  }

  private DistroException failure(KubeObject object, String reason) {
    List<SourceLocation> where = new ArrayList<>();
    diagnosis.lastEvent(object).ifPresent(where::add);
    return new DistroException(
        ErrorCode.DEPLOY_FAILED, object.id() + ": " + reason, where, Optional.empty(), null);
  }

  /** A Pod that was done before anybody looked has its say too. */
  private void catchUp(KubeObject object, LiveLogs logs) {
    if (!context.hooks().logs()) {
      return;
    }
    try {
      logs.follow(context.kube().list(podsOf(object)));
    } catch (KubeException e) {
      return; // who may not list them sees no logs
    }
    logs.awaitLast();
  }

  private static KubeQuery podsOf(KubeObject object) {
    KubeQuery query = KubeQuery.of("v1", "Pod", object.namespace());
    return object.kind().equals("Pod")
        ? query.withFields("metadata.name=" + object.name())
        : query.withLabels("job-name=" + object.name());
  }

  private void warnVanished(String task, KubeObject object) {
    context
        .listener()
        .onEvent(
            new Warning(
                task,
                object.id()
                    + " was deleted before its end was seen; it counts as done, as in Helm"));
  }

  /** Empty while it runs. */
  private Optional<End> look(KubeObject object, WorkloadWatch pods, LiveLogs logs) {
    if (context.hooks().logs()) {
      logs.follow(
          context.live().all("v1", "Pod", object.namespace()).stream()
              .filter(pod -> pod.uid().equals(object.uid()) || Workloads.owns(object, pod))
              .toList());
    }
    LiveObjects.Sight sight = context.live().look(object);
    if (sight instanceof LiveObjects.Sight.Present present) {
      return end(present.object())
          .or(() -> pods.judge(present.object()).map(hopeless -> new End(hopeless.reason())));
    }
    // A Job with a short ttlSecondsAfterFinished goes as soon as it has ended.
    return sight instanceof LiveObjects.Sight.Gone gone
        ? end(gone.last()).or(() -> Optional.of(End.VANISHED))
        : Optional.empty();
  }

  private static Optional<End> end(KubeObject live) {
    Verdict verdict = Readiness.of(live, ReadinessContext.HOOK);
    if (verdict.isFailed()) {
      return Optional.of(new End(verdict.reason()));
    }
    boolean ended =
        !live.kind().equals("Pod")
            || live.string("status", "phase").filter("Succeeded"::equals).isPresent();
    return verdict.isReady() && ended ? Optional.of(End.SUCCESS) : Optional.empty();
  }

  /**
   * How something that runs has ended.
   *
   * @param failure why it failed, empty if it did not
   * @param seen false if it went before anybody could see how it ended
   */
  private record End(String failure, boolean seen) {
    static final End SUCCESS = new End("");

    /** Helm takes the deletion of what it watches for its end ({@code watchUntilReady}). */
    static final End VANISHED = new End("", false);

    End(String failure) {
      this(failure, true);
    }
  }
}
