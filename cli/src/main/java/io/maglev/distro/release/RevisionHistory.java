package io.maglev.distro.release;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** All stored revisions of one installed distro, oldest first. Immutable. */
public record RevisionHistory(List<RevisionEntry> entries) {

  /** Sorts by revision. */
  public RevisionHistory {
    entries =
        entries.stream().sorted(Comparator.comparingInt(entry -> entry.key().revision())).toList();
  }

  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /** The newest revision. */
  public Optional<RevisionEntry> last() {
    return isEmpty() ? Optional.empty() : Optional.of(entries.get(entries.size() - 1));
  }

  /** The newest revision marked deployed. */
  public Optional<RevisionEntry> deployed() {
    return entries.stream()
        .filter(entry -> entry.status() == DistroStatus.DEPLOYED)
        .reduce((older, newer) -> newer);
  }

  /** The revision of that number. */
  public Optional<RevisionEntry> revision(int number) {
    return entries.stream().filter(entry -> entry.key().revision() == number).findFirst();
  }

  /** The number the next revision gets. */
  public int nextRevision() {
    return last().map(entry -> entry.key().revision() + 1).orElse(1);
  }

  /** The highest epoch that ever wrote: the floor of a lease that somebody deleted. */
  public long epoch() {
    return entries.stream().mapToLong(RevisionEntry::epoch).max().orElse(0);
  }

  /** The release revisions of one release that kept revisions name: not to be pruned. */
  public Set<Integer> keptRevisions(String namespace, String release) {
    return entries.stream()
        .flatMap(entry -> entry.releases().stream())
        .filter(key -> key.namespace().equals(namespace) && key.name().equals(release))
        .map(ReleaseKey::revision)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  /**
   * The oldest revisions beyond the newest {@code keep}; never the deployed or an unfinished one.
   */
  public List<RevisionKey> prunable(int keep) {
    List<RevisionKey> prunable = new ArrayList<>();
    Optional<RevisionEntry> deployed = deployed();
    for (int i = 0; i < entries.size() - Math.max(1, keep); i++) {
      RevisionEntry entry = entries.get(i);
      if (!entry.status().isUnfinished()
          && deployed.map(live -> !live.key().equals(entry.key())).orElse(true)) {
        prunable.add(entry.key());
      }
    }
    return prunable;
  }
}
