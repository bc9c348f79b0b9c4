package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What earlier revisions of a release have left to the one that comes next. Thread-safe. */
public final class ReleasePast {
  /** As Helm's command line keeps. */
  static final int HISTORY_MAX = 10;

  private final RunContext context;
  private final ReleaseStore releases;

  public ReleasePast(RunContext context, ReleaseStore releases) {
    this.context = context;
    this.releases = releases;
  }

  /**
   * The release's history, fit to go on from. A pending revision that a run of this distro made was
   * left by a killed one: this run holds the distro's Lease, so nobody works on it any more. Any
   * other is helm's own, which may be at work right now.
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
    if (pending.get().revision() != ownRevision) {
      history.requireNotPending();
    }
    context.fence().checkHeld();
    releases.update(
        pending.get().release().withStatus(ReleaseStatus.FAILED, "Interrupted before its end"));
    return releases.history(namespace, release);
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
