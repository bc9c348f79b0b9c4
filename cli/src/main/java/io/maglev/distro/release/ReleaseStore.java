package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Keeps release revisions where Helm keeps them. Implementations are thread-safe. */
public interface ReleaseStore {

  /**
   * The record of that revision, empty if there is none.
   *
   * @throws RecordException if it is damaged
   */
  Optional<Release> find(ReleaseKey key);

  /** All revisions of one release; empty if there is no such release. */
  ReleaseHistory history(String namespace, String name);

  /**
   * All revisions of all releases that carry the labels.
   *
   * @param namespace empty for all
   */
  List<ReleaseEntry> list(String namespace, Map<String, String> labels);

  /**
   * Stores a new revision.
   *
   * @throws DistroException with {@code LOCKED} and Helm's words if somebody else has just stored
   *     that revision; with {@code DEPLOY_FAILED} if the record is too large
   */
  void create(Release release);

  /**
   * Replaces the record and its status label in one write.
   *
   * @throws DistroException with {@code LOCKED} if somebody else moved it on since this store saw
   *     it; with {@code NOT_FOUND} if it is gone
   */
  void update(Release release);

  /** Forgets a revision; false if there was none. */
  boolean delete(ReleaseKey key);

  /**
   * Makes room for one more revision.
   *
   * @param historyMax how many are to remain with the one to come, 0 for all
   * @param keep revisions that a distro revision still names
   * @return what was deleted
   */
  default List<ReleaseKey> prune(ReleaseHistory history, int historyMax, Set<Integer> keep) {
    List<ReleaseKey> prunable = history.prunable(historyMax, keep);
    prunable.forEach(this::delete);
    return prunable;
  }
}
