package io.maglev.distro.deploy.rollback;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Finds the distro revision to go back to. Pure. */
final class RollbackTarget {
  private final String distro;
  private final RevisionHistory history;
  private final DistroRevision newest;

  RollbackTarget(RevisionHistory history, DistroRevision newest) {
    this.distro = newest.key().distro();
    this.history = history;
    this.newest = newest;
  }

  /**
   * The revision of that number, or else the one that going back means.
   *
   * @throws DistroException if there is none, or it is no state to go back to
   */
  DistroRevision find(Optional<Integer> number) {
    RevisionEntry found =
        number
            .map(this::kept)
            .or(this::unfinishedTarget)
            .or(this::newestGood)
            .orElseThrow(
                () ->
                    notFound(
                        "there is no revision before %d that ended deployed"
                            .formatted(newest.key().revision())));
    if (found.status().isUnfinished()) {
      throw notFound(
          "revision %d did not come to an end (%s)"
              .formatted(found.key().revision(), found.status().text()));
    }
    return found.load();
  }

  private RevisionEntry kept(int number) {
    return history
        .revision(number)
        .orElseThrow(() -> notFound("there is no revision " + number + " of it"));
  }

  /** The same again after a failure goes on, rather than back to where that came from. */
  private Optional<RevisionEntry> unfinishedTarget() {
    return newest.status() == DistroStatus.DEPLOYED
        ? Optional.empty()
        : newest.rolledBackTo().flatMap(history::revision);
  }

  private Optional<RevisionEntry> newestGood() {
    return good().stream().reduce((older, newer) -> newer);
  }

  /** Only what was deployed is superseded. */
  private List<RevisionEntry> good() {
    return history.entries().stream()
        .filter(entry -> entry.key().revision() < newest.key().revision())
        .filter(
            entry ->
                entry.status() == DistroStatus.DEPLOYED
                    || entry.status() == DistroStatus.SUPERSEDED)
        .toList();
  }

  private DistroException notFound(String reason) {
    String numbers =
        good().stream()
            .map(entry -> Integer.toString(entry.key().revision()))
            .collect(Collectors.joining(", "));
    return DistroException.of(
        ErrorCode.NOT_FOUND,
        "cannot roll back distro '%s': %s".formatted(distro, reason),
        numbers.isEmpty()
            ? "see 'distro history'; only what was deployed before can come back"
            : "choose one of " + numbers + " with --to, see 'distro history'");
  }
}
