package io.maglev.distro.deploy.run;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroLease;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.Fence;
import io.maglev.distro.release.LeaseRequest;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Opens the runs that change an installed distro: one at a time, by its Lease, each with watches of
 * its own and with nothing secret in what it tells. Thread-safe.
 */
public final class RunOpening {
  private static final String INTERRUPTED = "Interrupted: the same command goes on";

  private final KubeGateway kube;
  private final DistroRevisionStore revisions;
  private final RunClock clock;

  public RunOpening(KubeGateway kube, DistroRevisionStore revisions, RunClock clock) {
    this.kube = kube;
    this.revisions = revisions;
    this.clock = clock;
  }

  /** The newest revision of the distro, empty if it is not installed. */
  public Optional<DistroRevision> newest(String namespace, String distro) {
    return revisions.history(namespace, distro).last().map(RevisionEntry::load);
  }

  /**
   * Runs under the Lease, whose namespace must exist.
   *
   * @throws DistroException if nothing was begun since somebody else holds the distro, or as the
   *     run throws it
   */
  public <T> T run(Request request, RunListener listener, Run<T> run) {
    RevisionHistory history = revisions.history(request.namespace(), request.distro());
    RunListener discreet = new DiscreetListener(listener, request.secrets());
    LeaseRequest lease =
        LeaseRequest.of(request.namespace(), request.distro(), request.operator())
            .above(history.epoch())
            .telling(holder -> discreet.onEvent(Warning.lockHeld(request.distro(), holder)));
    try (LiveObjects live = new LiveObjects(kube, clock);
        DistroLease held = DistroLease.acquire(kube, lease)) {
      Optional<DistroRevision> newest = newest(request.namespace(), request.distro());
      SecretMask secrets =
          request.secrets().and(newest.map(RunOpening::secrets).orElse(SecretMask.NONE));
      RunListener masked = new DiscreetListener(listener, secrets);
      RunContext context =
          new RunContext(
              kube, live, masked, clock, held, secrets, request.hooks(), request.safety());
      return noting(request, held, () -> run.run(context, newest));
    }
  }

  /**
   * A run that is interrupted says so in its record and stays unfinished: the same command goes on
   * with it as with one that was killed, but need not wait for its Lease.
   */
  private <T> T noting(Request request, Fence fence, Supplier<T> run) {
    try {
      return run.get();
    } catch (RuntimeException e) {
      if (Thread.currentThread().isInterrupted()) {
        FirstFailure.keep(e, () -> noteInterrupted(request, fence));
      }
      throw e;
    }
  }

  private void noteInterrupted(Request request, Fence fence) {
    newest(request.namespace(), request.distro())
        .filter(revision -> revision.status().isUnfinished())
        .map(revision -> revision.withStatus(revision.status(), INTERRUPTED))
        .ifPresent(revision -> revisions.update(revision, fence));
  }

  private static SecretMask secrets(DistroRevision revision) {
    RevisionContent content = revision.content();
    return SecretMask.of(content.parameters(), content.secretParameters());
  }

  /**
   * Whose run it is.
   *
   * @param operator {@code user@host}, for the Lease's holder
   * @param secrets that the run is given; those that the distro's newest revision holds are masked
   *     in any case
   * @param hooks what becomes of hooks
   * @param safety what the run may leave behind and destroy
   */
  public record Request(
      String namespace,
      String distro,
      String operator,
      SecretMask secrets,
      HookOptions hooks,
      SafetyOptions safety) {}

  /** What is done under the Lease. */
  public interface Run<T> {

    /**
     * Does it.
     *
     * @param newest the distro's newest revision as read under the Lease: another run may just have
     *     ended; empty if the distro is not installed
     */
    T run(RunContext context, Optional<DistroRevision> newest);
  }
}
