package io.maglev.distro.action;

import io.maglev.distro.deploy.rollback.DistroRollback;
import io.maglev.distro.deploy.rollback.RollbackOrder;
import io.maglev.distro.deploy.rollback.RollbackOutcome;
import io.maglev.distro.deploy.rollback.RollbackPlan;
import io.maglev.distro.deploy.rollback.RollbackStep;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.Selection;
import io.maglev.distro.model.progress.RunEvent.RunEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.RevisionKey;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Takes an installed distro, or components of it, back to an earlier revision. */
public final class RollbackAction {

  /**
   * What is asked for.
   *
   * @param distro its name; empty: the only one there is
   * @param component the one to take back alone; empty: the distro goes back
   * @param to the distro revision, or that of the component's release; empty: the one before that
   *     ended deployed
   * @param timeout for each component and hook in place of what the revision says
   * @param hooks what becomes of hooks
   * @param safety what the run may leave behind and destroy
   * @param confirm asked with what is about to happen; nothing does if it says no
   */
  public record Request(
      ClusterRequest cluster,
      Optional<String> distro,
      Optional<String> component,
      Optional<Integer> to,
      Selection selection,
      boolean skipForwardOnly,
      Optional<Duration> timeout,
      int parallel,
      HookOptions hooks,
      SafetyOptions safety,
      Predicate<Intent> confirm) {}

  /**
   * What is about to happen.
   *
   * @param component the one that goes back alone
   */
  public record Intent(
      String distro,
      String namespace,
      String cluster,
      Optional<String> component,
      Point from,
      Point to,
      List<Move> moves) {}

  /** A distro revision and the version of the distro it is. */
  public record Point(int revision, String version) {}

  /** What happens to one component. */
  public record Move(String component, Kind kind, int from, int to) {

    /** The ways a component can be treated. */
    public enum Kind {
      BACK,
      UNINSTALL,
      UNCHANGED,
      FORWARD_ONLY,
      NOT_CHOSEN
    }
  }

  /** How it ended. */
  public enum End {
    DONE,
    /** The distro is what it was to become already. */
    NOTHING_TO_DO,
    /** The confirmation was refused: nothing was done. */
    REFUSED,
    FAILED
  }

  /**
   * What became of it.
   *
   * @param revision the newest distro revision by now
   * @param target the number of the revision that was gone back to
   */
  public record Result(
      String distro,
      String namespace,
      End end,
      Point revision,
      int target,
      String status,
      List<DistroException> failures) {}

  private final Clock clock;

  public RollbackAction(Clock clock) {
    this.clock = clock;
  }

  /**
   * Plans, asks, and rolls back.
   *
   * @throws DistroException if nothing was begun
   */
  public Result run(Request request, RunListener listener) {
    try (KubeGateway kube = Clusters.open(request.cluster())) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      RevisionKey installed =
          new InstalledDistros(revisions, request.cluster().namespace())
              .find(request.distro(), "roll back")
              .key();
      DistroRollback rollback =
          new DistroRollback(kube, new SecretReleaseStore(kube, clock), revisions, clock);
      RollbackPlan plan = rollback.plan(order(request, installed));
      if (plan.isSettled()) {
        return result(plan, plan.from(), End.NOTHING_TO_DO, List.of());
      }
      if (!request.confirm().test(intent(plan, kube.displayName()))) {
        return result(plan, plan.from(), End.REFUSED, List.of());
      }
      RollbackOutcome outcome = rollback.run(plan, listener);
      End end = outcome.failures().isEmpty() ? End.DONE : End.FAILED;
      listener.onEvent(new RunEnded(end == End.DONE, outcome.revision().status().text()));
      return result(plan, outcome.revision(), end, outcome.failures());
    }
  }

  private static RollbackOrder order(Request request, RevisionKey installed) {
    return new RollbackOrder(
        installed.namespace(),
        installed.distro(),
        request.component(),
        request.to(),
        request.selection(),
        request.skipForwardOnly(),
        new RollbackOrder.Options(
            request.timeout(),
            request.parallel(),
            request.hooks(),
            request.safety(),
            Operator.name()));
  }

  private static Intent intent(RollbackPlan plan, String cluster) {
    RevisionKey key = plan.from().key();
    return new Intent(
        key.distro(),
        key.namespace(),
        cluster,
        plan.order().component(),
        point(plan.from()),
        point(plan.to()),
        plan.steps().stream().map(RollbackAction::move).toList());
  }

  private static Move move(RollbackStep step) {
    Move.Kind kind =
        switch (step.move()) {
          case BACK -> Move.Kind.BACK;
          case REMOVE -> Move.Kind.UNINSTALL;
          case UNCHANGED -> Move.Kind.UNCHANGED;
          case FORWARD_ONLY -> Move.Kind.FORWARD_ONLY;
          case NOT_CHOSEN -> Move.Kind.NOT_CHOSEN;
        };
    return new Move(
        step.component(), kind, step.releaseRevision(), step.then().release().revision());
  }

  private static Point point(DistroRevision revision) {
    return new Point(revision.key().revision(), revision.version());
  }

  private static Result result(
      RollbackPlan plan, DistroRevision revision, End end, List<DistroException> failures) {
    return new Result(
        revision.key().distro(),
        revision.key().namespace(),
        end,
        point(revision),
        plan.target(),
        revision.status().text(),
        failures);
  }
}
