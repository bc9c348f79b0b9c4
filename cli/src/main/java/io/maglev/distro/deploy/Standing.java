package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.Lock;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whether a distro stands, and so which operation may go on from there: what has stood once is
 * upgraded, what never did is installed, also where that takes several runs.
 */
public final class Standing {
  private Standing() {}

  /** Whether a distro with this history stands: it can only be upgraded to another bundle. */
  public static boolean isInstalled(RevisionHistory history) {
    return last(history).isPresent();
  }

  /**
   * The newest revision that stood. It is superseded if a run was killed between that and calling
   * its own one deployed.
   */
  private static Optional<RevisionEntry> last(RevisionHistory history) {
    return history.entries().stream()
        .filter(
            entry ->
                entry.status() == DistroStatus.DEPLOYED
                    || entry.status() == DistroStatus.SUPERSEDED)
        .reduce((older, newer) -> newer);
  }

  /**
   * Checks that the operation fits.
   *
   * @throws DistroException with NOT_FOUND for an upgrade of what does not stand, with
   *     OWNERSHIP_CONFLICT for an installation of another bundle over what does
   */
  static void require(DeployOrder order, RevisionHistory history) {
    if (order.operation() == Operation.UPGRADE) {
      requireInstalled(order.lock(), history);
    } else if (isInstalled(history)) {
      requireSameBundle(order, history);
    }
  }

  /**
   * Checks that there is something to upgrade.
   *
   * @throws DistroException with NOT_FOUND if not
   */
  public static void requireInstalled(Lock lock, RevisionHistory history) {
    if (!isInstalled(history)) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot upgrade distro '%s': %s"
              .formatted(
                  lock.name(),
                  history.isEmpty()
                      ? "it is not installed in namespace '" + lock.namespace() + "'"
                      : "its installation has not come to a good end yet"),
          history.isEmpty()
              ? "add --install to install it, or see 'distro list' for what is"
              : "finish it with 'distro install', or add --install");
    }
  }

  /** A whole distro at another version is an upgrade, with hooks and parameters of its own. */
  private static void requireSameBundle(DeployOrder order, RevisionHistory history) {
    Optional<DistroRevision> other =
        Stream.of(history.last(), last(history))
            .flatMap(Optional::stream)
            .map(RevisionEntry::load)
            .filter(revision -> !revision.bundle().equals(order.bundle()))
            .findFirst();
    if (other.isPresent()) {
      throw DistroException.of(
          ErrorCode.OWNERSHIP_CONFLICT,
          "cannot install distro '%s' %s: version %s of another bundle (%s) is installed"
              .formatted(
                  order.lock().name(),
                  order.lock().version(),
                  other.get().version(),
                  other.get().bundle().abbreviated()),
          "run 'distro upgrade' with this bundle");
    }
  }
}
