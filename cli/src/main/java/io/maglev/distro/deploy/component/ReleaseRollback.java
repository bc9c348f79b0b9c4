package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.object.ObjectApplier;
import io.maglev.distro.deploy.object.Ownership;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.release.ApplyMethod;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseLabels;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/**
 * Takes one release back to what an older revision of it was, as a new revision, in Helm's own
 * sequence ({@code pkg/action/rollback.go} of 3.22). Other than Helm, which leaves the new revision
 * pending when a hook fails, it is marked failed then. Thread-safe.
 */
public final class ReleaseRollback {
  private final RunContext context;
  private final ReleaseStore releases;
  private final String distro;
  private final ReleasePast past;
  private final RollbackHooks hooks;

  public ReleaseRollback(RunContext context, ReleaseStore releases, String distro) {
    this(context, releases, distro, RollbackHooks.TARGET);
  }

  private ReleaseRollback(
      RunContext context, ReleaseStore releases, String distro, RollbackHooks hooks) {
    this.context = context;
    this.releases = releases;
    this.distro = distro;
    this.past = new ReleasePast(context, releases);
    this.hooks = hooks;
  }

  /** The same for the component as it is now, which says whose hooks are to run. */
  public ReleaseRollback leaving(RevisionComponent now) {
    return new ReleaseRollback(context, releases, distro, now.rollback().hooks());
  }

  /**
   * Rolls back; the hooks that run are those of the revision it goes back to, as in Helm, unless
   * what is left wants its own.
   *
   * @param target the component as it is to be again, naming the release revision it was then
   * @param known what the distro's records hold of its release
   * @return the revision that is deployed now
   * @throws DistroException if it did not become ready; the revision is marked failed then. What
   *     can be known beforehand to be impossible leaves no revision behind
   */
  public int rollBack(RevisionComponent target, Deadline deadline, ComponentDeployer.Known known) {
    ReleaseKey key = target.release();
    ReleaseHistory history = past.healed(key.namespace(), key.name(), known.revision());
    Release old = history.revision(key.revision()).orElseThrow(() -> gone(key)).release();
    Release record =
        ReleaseAttempt.fitted(
            context,
            old.rollingBack(history.nextRevision(), firstDeployed(history), context.now())
                .withLabels(ReleaseLabels.of(distro, target.name()))
                .withApplyMethod(ApplyMethod.SERVER_SIDE));
    List<KubeObject> objects = Manifest.objects(old.manifest(), key.namespace(), context.kube());
    new ObjectApplier(context).requireOwn(objects, new Ownership(key.name(), key.namespace()));
    ReleaseAttempt.Goal goal =
        new ReleaseAttempt.Goal(
            ReleaseAttempt.Way.ROLLBACK,
            target.readiness(),
            objects,
            past.leftovers(history),
            deadline);
    context.fence().checkHeld();
    releases.prune(history, ReleasePast.HISTORY_MAX, known.kept());
    releases.create(record);
    ReleaseAttempt attempt = new ReleaseAttempt(context, releases, goal, record);
    if (hooks == RollbackHooks.CURRENT) {
      left(history, old).ifPresent(attempt::withHooksOf);
    }
    attempt.run();
    return record.revision();
  }

  /** Whether the newest revision is that one, or one that brought it back. */
  public static boolean isThere(ReleaseEntry last, ReleaseEntry wanted) {
    if (last.status() != ReleaseStatus.DEPLOYED) {
      return false;
    }
    return last.revision() == wanted.revision() || isEqual(last.release(), wanted.release());
  }

  private static boolean isEqual(Release last, Release wanted) {
    return last.manifest().equals(wanted.manifest())
        && last.chart().equals(wanted.chart())
        && last.config().equals(wanted.config())
        && hasSameHooks(last, wanted);
  }

  /** What is left: the newest revision, but for those that tried to bring the old one back. */
  private static Optional<Release> left(ReleaseHistory history, Release old) {
    List<ReleaseEntry> entries = new ArrayList<>(history.entries());
    Collections.reverse(entries);
    return entries.stream()
        .filter(
            entry -> entry.status() != ReleaseStatus.FAILED || !hasSameHooks(entry.release(), old))
        .map(ReleaseEntry::release)
        .findFirst();
  }

  private static boolean hasSameHooks(Release release, Release old) {
    return release.hooks().stream()
        .map(ReleaseHook::hook)
        .toList()
        .equals(old.hooks().stream().map(ReleaseHook::hook).toList());
  }

  private static Optional<OffsetDateTime> firstDeployed(ReleaseHistory history) {
    return history.last().map(ReleaseEntry::release).flatMap(last -> last.info().firstDeployed());
  }

  private static DistroException gone(ReleaseKey key) {
    return DistroException.of(
        ErrorCode.NOT_FOUND,
        "cannot roll back component '%s': revision %d of its release is gone"
            .formatted(key.name(), key.revision()));
  }
}
