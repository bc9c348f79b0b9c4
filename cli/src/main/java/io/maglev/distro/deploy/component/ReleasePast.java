package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier revisions of a release have left to the one that comes next. Thread-safe. */
public final class ReleasePast {
  /** As Helm's command line keeps. */
  static final int HISTORY_MAX = 10;

  /** Helm gives up after 5 minutes unless it is told otherwise; nobody waits for hours. */
  private static final Duration DEAD_AFTER = Duration.ofHours(1);

  private final RunContext context;
  private final ReleaseStore releases;

  public ReleasePast(RunContext context, ReleaseStore releases) {
    this.context = context;
    this.releases = releases;
  }

  /**
   * The release's history, fit to go on from. A pending revision that a run of this distro made was
   * left by a killed one: this run holds the distro's Lease, so nobody works on it any more. Any
   * other is helm's own, which may be at work right now, unless it began too long ago for that.
   *
   * @param ownRevision that a run of the distro made last or was about to make, 0 if none
   * @throws DistroException with Helm's words in that case
   */
  public ReleaseHistory healed(String namespace, String release, int ownRevision) {
    ReleaseHistory history = releases.history(namespace, release);
    Optional<ReleaseEntry> pending = history.last().filter(entry -> entry.status().isPending());
    if (pending.isEmpty()) {
      return history;
    }
    Release left = pending.get().release();
    if (left.revision() != ownRevision) {
      if (!isDead(left)) {
        history.requireNotPending();
      }
      String message =
          "its revision %d was left %s by another tool long ago: marked as failed"
              .formatted(left.revision(), left.info().status().text());
      context.listener().onEvent(new Warning(release, message));
    }
    context.fence().checkHeld();
    releases.update(left.withStatus(ReleaseStatus.FAILED, "Interrupted before its end"));
    return releases.history(namespace, release);
  }

  private boolean isDead(Release pending) {
    return pending
        .info()
        .lastDeployed()
        .filter(begun -> begun.plus(DEAD_AFTER).isBefore(context.now()))
        .isPresent();
  }

  /**
   * The objects that earlier revisions may have left in the cluster. Helm looks at the one it
   * starts from only, and so forgets what a failed revision after it had created.
   */
  List<KubeObject> leftovers(ReleaseHistory history) {
    int oldest = history.deployed().or(history::lastGood).map(ReleaseEntry::revision).orElse(1);
    return history.entries().stream()
        .filter(entry -> entry.revision() >= oldest)
        .map(ReleaseEntry::release)
        .flatMap(this::objects)
        .toList();
  }

  private Stream<KubeObject> objects(Release old) {
    return Manifest.knownObjects(old.manifest(), old.namespace(), context.kube()).stream();
  }
}
