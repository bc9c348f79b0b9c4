package io.maglev.distro.deploy;

import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.deploy.status.Verdict;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of one hook in the cluster: puts them there, waits until those that run have ended,
 * takes them away. Thread-safe.
 */
final class HookObjects {
  /** Kinds that run to an end; every other kind counts as done once it is there, as in Helm. */
  private static final Set<String> RUNNING_KINDS = Set.of("Job.batch", "Pod");

  private static final String CRD = "CustomResourceDefinition.apiextensions.k8s.io";

  private final RunContext context;
  private final Diagnosis diagnosis;

  HookObjects(RunContext context) {
    this.context = context;
    this.diagnosis = new Diagnosis(context.kube(), context.listener());
  }

  /** Creates the object as Helm does; one that exists already is an error. */
  KubeObject create(KubeObject object) {
    return context.writable().create(object);
  }

  /**
   * Brings the object to what it should be: what runs is created anew, the rest is applied, so that
   * a hook of Secrets and roles may run again without taking away what others use.
   */
  KubeObject renew(KubeObject object, Deadline deadline) {
    if (runs(object)) {
      delete(object, deadline);
      return context.writable().create(object);
    }
    return context.writable().apply(object, ApplyOptions.HELM);
  }

  /** Whether it is something that runs, or has run to a good end: worth waiting for. */
  boolean isUnderWay(KubeObject live) {
    return runs(live)
        && !live.isBeingDeleted()
        && !Readiness.of(live, ReadinessContext.HOOK).isFailed();
  }

  /** Deletes the object, if it is there, and waits until it is gone. CRDs are never deleted. */
  void delete(KubeObject object, Deadline deadline) {
    if (object.id().groupKind().equals(CRD)) {
      return;
    }
    Optional<KubeObject> live = context.kube().get(object.id());
    if (live.isEmpty()) {
      return;
    }
    if (!live.get().isBeingDeleted()) {
      context.writable().delete(object.id(), DeleteOptions.BACKGROUND);
    }
    awaitGone(live.get(), deadline);
  }

  /** Tidies up after a failure, which is what counts: what goes wrong now is only added to it. */
  static void tidy(DistroException failure, Runnable tidying) {
    try {
      tidying.run();
    } catch (DistroException e) {
      failure.addSuppressed(e);
    }
  }

  private void awaitGone(KubeObject object, Deadline deadline) {
    ResourceId id = object.id();
    context.live().follow(object);
    Optional<Boolean> gone =
        context
            .live()
            .await(
                deadline,
                () -> context.live().isGone(object) ? Optional.of(true) : Optional.empty());
    if (gone.isEmpty()) {
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot delete "
              + id
              + ": it still exists after "
              + DurationText.of(deadline.allowed())
              + finalizers(object));
    }
  }

  private static String finalizers(KubeObject object) {
    return object
        .at("metadata", "finalizers")
        .map(names -> ", held by the finalizers " + names)
        .orElse("");
  }

  /**
   * Waits until the object has run to its end; returns at once for kinds that do not run.
   *
   * @throws DistroException if it failed or the deadline passed, with its last event; its message
   *     is the object and the reason, for the caller to complete; the logs of its Pods were emitted
   */
  void awaitEnd(String task, KubeObject object, Deadline deadline) {
    if (!runs(object)) {
      return;
    }
    context.live().follow(object);
    WorkloadWatch pods = new WorkloadWatch(context, object);
    Optional<End> end = context.live().await(deadline, () -> look(object, pods));
    if (end.equals(Optional.of(End.VANISHED))) {
      warnVanished(task, object);
      return;
    }
    if (end.equals(Optional.of(End.SUCCESS))) {
      return;
    }
    String reason =
        end.map(End::failure)
            .orElseGet(() -> "not finished after " + DurationText.of(deadline.allowed()));
    emitLogs(task, object);
    List<SourceLocation> where = new ArrayList<>();
    diagnosis.lastEvent(object).ifPresent(where::add);
    throw new DistroException(
        ErrorCode.DEPLOY_FAILED, object.id() + ": " + reason, where, Optional.empty(), null);
  }

  /** Emits what the Pods of the object wrote, as far as they may be read. */
  void emitLogs(String task, KubeObject object) {
    if (runs(object)) {
      KubeQuery query = KubeQuery.of("v1", "Pod", object.namespace());
      KubeQuery own =
          object.kind().equals("Pod")
              ? query.withFields("metadata.name=" + object.name())
              : query.withLabels("job-name=" + object.name());
      diagnosis.emitLogsOf(task, own);
    }
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

  private static boolean runs(KubeObject object) {
    return RUNNING_KINDS.contains(object.id().groupKind());
  }

  /** Empty while it runs. */
  private Optional<End> look(KubeObject object, WorkloadWatch pods) {
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
