package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * All stored revisions of one release, oldest first, and Helm's rules over them. Immutable.
 *
 * @param name of the release, for messages
 */
public record ReleaseHistory(String name, List<ReleaseEntry> entries) {
  /** Helm's words, which scripts search for. */
  static final String IN_PROGRESS = "another operation (install/upgrade/rollback) is in progress";

  /** Sorts by revision. */
  public ReleaseHistory {
    entries = entries.stream().sorted(Comparator.comparingInt(ReleaseEntry::revision)).toList();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The newest revision. */
  public Optional<ReleaseEntry> last() {
    return isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  /**
   * The distro whose component this is, empty if it is none's. Helm's rollback takes the labels of
   * the revision it goes back to, so the newest revision that has one tells; what was before an
   * uninstallation tells nothing of what came after.
   */
  public String distro() {
    for (int i = entries.size() - 1; i >= 0; i--) {
      String distro = entries.get(i).labels().getOrDefault(ReleaseLabels.DISTRO, "");
      if (!distro.isEmpty()) {
        return distro;
      }
      if (entries.get(i).status() == ReleaseStatus.UNINSTALLED) {
        break;
      }
    }
    return "";
  }

  /** The revision of that number. */
  public Optional<ReleaseEntry> revision(int number) {
    return entries.stream().filter(entry -> entry.revision() == number).findFirst();
  }

  /** The deployed revision; the newest if a crash left several. */
  public Optional<ReleaseEntry> deployed() {
    List<ReleaseEntry> all = deployedAll();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  /** Every revision marked deployed, oldest first: a rollback supersedes them all. */
  public List<ReleaseEntry> deployedAll() {
    return entries.stream().filter(entry -> entry.status() == ReleaseStatus.DEPLOYED).toList();
  }

  /** The number the next revision gets. */
  public int nextRevision() {
    return last().map(entry -> entry.revision() + 1).orElse(1);
  }

  /**
   * Refuses to begin while another operation runs, or was killed while it ran.
   *
   * @throws DistroException with {@code LOCKED} and Helm's words
   */
  public void requireNotPending() {
    last()
        .filter(entry -> entry.status().isPending())
        .ifPresent(
            entry -> {
              throw inProgress(entry.key());
            });
  }

  /**
   * What an upgrade compares with: the newest revision if it is deployed, else the newest deployed
   * one, else the newest if it failed or was superseded ({@code prepareUpgrade} of Helm).
   *
   * @throws DistroException with {@code NOT_FOUND} and Helm's words if there is none
   */
  public ReleaseEntry upgradeBase() {
    return deployed()
        .or(
            () ->
                last()
                    .filter(
                        entry ->
                            entry.status() == ReleaseStatus.FAILED
                                || entry.status() == ReleaseStatus.SUPERSEDED))
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.NOT_FOUND,
                    "cannot upgrade release '%s': \"%s\" has no deployed releases"
                        .formatted(name, name)));
  }

  /** The newest revision that once worked: what a failed upgrade goes back to. */
  public Optional<ReleaseEntry> lastGood() {
    return entries.stream()
        .filter(
            entry ->
                entry.status() == ReleaseStatus.DEPLOYED
                    || entry.status() == ReleaseStatus.SUPERSEDED)
        .reduce((older, newer) -> newer);
  }

  /**
   * The oldest revisions that must go before another is stored, so that {@code historyMax} remain
   * then; never the deployed one ({@code removeLeastRecent} of Helm's storage). Those to keep do
   * not count: else what goes would be the newest of the others, and with it why it failed.
   *
   * @param historyMax 0 or less: no limit
   * @param keep revisions that a distro revision still names
   */
  public List<ReleaseKey> prunable(int historyMax, Set<Integer> keep) {
    List<ReleaseKey> prunable = new ArrayList<>();
    if (historyMax <= 0) {
      return prunable;
    }
    int deployed = deployed().map(ReleaseEntry::revision).orElse(0);
    List<ReleaseEntry> counted =
        entries.stream().filter(entry -> !keep.contains(entry.revision())).toList();
    for (ReleaseEntry entry : counted) {
      if (counted.size() - prunable.size() < historyMax) {
        break;
      }
      if (entry.revision() != deployed) {
        prunable.add(entry.key());
      }
    }
    return prunable;
  }

  static DistroException inProgress(ReleaseKey key) {
    return DistroException.of(
        ErrorCode.LOCKED,
        "cannot change release '%s': %s".formatted(key.name(), IN_PROGRESS),
        "revision %d is pending: wait for whoever works on it; if that was killed, go back with"
                .formatted(key.revision())
            + " 'helm rollback %s', or wait: an hour after it began it counts as dead"
                .formatted(key.name()));
  }
}
