package io.maglev.distro.deploy.rollback;

import io.maglev.distro.deploy.component.ReleaseRollback;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.util.Optional;

/**
 * Decides what going back means for one component after the other, and collects what stands against
 * it. Confined to one thread; one use.
 */
final class RollbackSteps {
  private final ReleaseStore releases;
  private final RollbackOrder order;
  private final Problems missing = new Problems();
  private final Problems forwardOnly = new Problems();

  RollbackSteps(ReleaseStore releases, RollbackOrder order) {
    this.releases = releases;
    this.order = order;
  }

  /** The component stays as it is. */
  static RollbackStep left(RollbackStep.Move move, RevisionComponent now) {
    return new RollbackStep(move, now, now, now.release().revision());
  }

  /** Notes why a component cannot come back. */
  void miss(String name, String reason) {
    missing.add(SourceLocation.ofText("'%s': %s".formatted(name, reason)));
  }

  /**
   * What becomes of a component that is to be what it was.
   *
   * @return empty if that cannot or must not be: {@link #refuse} tells
   */
  Optional<RollbackStep> back(RevisionComponent now, RevisionComponent then) {
    String name = now.name();
    if (!now.release().namespace().equals(then.release().namespace())) {
      miss(name, "it has moved from namespace '" + then.release().namespace() + "' since");
      return Optional.empty();
    }
    ReleaseHistory history = releases.history(then.release().namespace(), then.release().name());
    requireNobodyAtWork(history, now);
    Optional<ReleaseEntry> wanted = history.revision(then.release().revision());
    Optional<String> obstacle = obstacle(history, then, wanted);
    if (obstacle.isPresent()) {
      miss(name, obstacle.get());
      return Optional.empty();
    }
    ReleaseEntry last = history.last().orElseThrow();
    if (ReleaseRollback.isThere(last, wanted.orElseThrow())) {
      RevisionComponent same = then.withReleaseRevision(last.revision());
      return Optional.of(new RollbackStep(RollbackStep.Move.UNCHANGED, now, same, last.revision()));
    }
    if (isForwardOnly(now) || isForwardOnly(then)) {
      if (order.skipForwardOnly()) {
        return Optional.of(left(RollbackStep.Move.FORWARD_ONLY, now));
      }
      forwardOnly.add(
          SourceLocation.ofText(
              "'%s' is forward-only: its release is at revision %d and would go back to %d"
                  .formatted(name, last.revision(), then.release().revision())));
      return Optional.empty();
    }
    return Optional.of(new RollbackStep(RollbackStep.Move.BACK, now, then, last.revision()));
  }

  /** Only a pending revision that a killed run of this distro left may be passed over. */
  private void requireNobodyAtWork(ReleaseHistory history, RevisionComponent now) {
    if (history.last().filter(e -> e.revision() != now.release().revision()).isPresent()) {
      history.requireNotPending();
    }
  }

  /** Why the release cannot become what it was. */
  private Optional<String> obstacle(
      ReleaseHistory history, RevisionComponent then, Optional<ReleaseEntry> wanted) {
    int number = then.release().revision();
    if (!history.isEmpty() && !order.distro().equals(history.distro())) {
      return Optional.of("its release is no longer this distro's");
    }
    if (wanted.isEmpty()) {
      return Optional.of("revision " + number + " of its release is gone");
    }
    if (wanted.get().status() == ReleaseStatus.FAILED || wanted.get().status().isPending()) {
      return Optional.of(
          "revision %d of its release is no good: %s"
              .formatted(number, wanted.get().status().text()));
    }
    return Optional.empty();
  }

  /** Ends the choosing: tells all that stands against it, one kind of reasons at a time. */
  void refuse(String what, String whenMissing, String whenForwardOnly) {
    missing.throwIfAny(
        ErrorCode.NOT_FOUND,
        "cannot " + what + ": not all that is needed is still there",
        Optional.of(whenMissing));
    forwardOnly.throwIfAny(
        ErrorCode.USAGE,
        "cannot " + what + ": some of it may only go forward, since its data may have moved on",
        Optional.of(whenForwardOnly));
  }

  private static boolean isForwardOnly(RevisionComponent component) {
    return component.rollback().forwardOnly();
  }
}
