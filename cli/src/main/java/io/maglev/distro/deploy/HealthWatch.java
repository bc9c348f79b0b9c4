package io.maglev.distro.deploy;

import io.maglev.distro.deploy.health.HealthTree;
import io.maglev.distro.deploy.health.WatchedObjects;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.RecordQueries;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * How a distro fares from moment to moment, by watches: on its revisions, on the releases of its
 * components and on every kind of object they have. Used by one thread; close to end the watches.
 */
public final class HealthWatch implements AutoCloseable {

  /** How it fares at one moment. */
  public record Moment(DistroRevision revision, List<ComponentHealth> components) {}

  private static final int ATTEMPTS = 4;
  private static final Duration PAUSE = Duration.ofMillis(250);

  private final KubeGateway kube;
  private final DistroRevisionStore revisions;
  private final RevisionKey distro;
  private final HealthReader reader;
  private final WatchedObjects objects;
  private final Semaphore changes = new Semaphore(0);
  private final AtomicBoolean recordsChanged = new AtomicBoolean(true);
  private final Set<KubeQuery> followed = new HashSet<>();
  private final List<Watch> watches = new ArrayList<>();
  private Optional<DistroRevision> revision = Optional.empty();

  /** Begins to watch the distro, whatever its revision. */
  public HealthWatch(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, RevisionKey distro) {
    this.kube = kube;
    this.revisions = revisions;
    this.distro = distro;
    this.reader = new HealthReader(kube, releases);
    this.objects = new WatchedObjects(kube, reader.threads(), changes::release);
    follow(RecordQueries.revisions(distro.namespace(), distro.distro()));
  }

  /**
   * How it fares now; empty if it is no longer installed.
   *
   * @throws DistroException if its records cannot be read, also a little later
   */
  public Optional<Moment> now() throws InterruptedException {
    for (int attempt = 1; ; attempt++) {
      boolean anew = recordsChanged.getAndSet(false);
      try {
        return look(anew);
      } catch (DistroException e) {
        // Records that are being replaced or removed may go while they are read.
        if (attempt == ATTEMPTS) {
          throw e;
        }
        recordsChanged.set(true);
        Thread.sleep(PAUSE.toMillis());
      }
    }
  }

  private Optional<Moment> look(boolean anew) {
    if (anew) {
      revision =
          revisions.history(distro.namespace(), distro.distro()).last().map(RevisionEntry::load);
    }
    if (revision.isEmpty()) {
      return Optional.empty();
    }
    List<RevisionComponent> components = revision.get().content().components();
    if (anew) {
      components.forEach(each -> follow(RecordQueries.releases(each.release().namespace())));
    }
    HealthTree tree = new HealthTree(objects, true);
    return Optional.of(new Moment(revision.get(), reader.read(components, tree, anew)));
  }

  /**
   * Waits for a change, and a little longer for those that come with it.
   *
   * @return false if there was none for so long
   */
  public boolean awaitChange(Duration atMost, Duration burst) throws InterruptedException {
    if (!changes.tryAcquire(atMost.toNanos(), TimeUnit.NANOSECONDS)) {
      return false;
    }
    Thread.sleep(burst.toMillis());
    changes.drainPermits();
    return true;
  }

  @Override
  public void close() {
    objects.close();
    watches.forEach(Watch::close);
    reader.close();
  }

  private void follow(KubeQuery records) {
    if (followed.add(records)) {
      watches.add(kube.watch(records, new Records()));
    }
  }

  /** Only that something changed is of interest: the stores know how to read it. */
  private final class Records implements WatchListener {
    @Override
    public void onEvent(Event event, KubeObject object) {
      recordsChanged.set(true);
      changes.release();
    }

    /** Who may not watch records sees the objects change, and no more. */
    @Override
    public void onFailure(KubeException failure) {
      changes.release();
    }
  }
}
