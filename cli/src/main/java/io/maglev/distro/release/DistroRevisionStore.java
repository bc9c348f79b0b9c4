package io.maglev.distro.release;

import java.util.List;
import java.util.Optional;

/** Keeps distro revisions. Implementations are thread-safe. */
public interface DistroRevisionStore {
  /** How many revisions are kept if nobody says otherwise. */
  int HISTORY = 10;

  /**
   * The revision, empty if there is none.
   *
   * @throws RecordException if it is damaged
   */
  Optional<DistroRevision> find(RevisionKey key);

  /** All revisions of one installed distro; empty if it is not installed there. */
  RevisionHistory history(String namespace, String distro);

  /**
   * All revisions of all distros.
   *
   * @param namespace empty for all
   */
  List<RevisionEntry> list(String namespace);

  /**
   * Stores a new revision.
   *
   * @throws DistroLockedException if the fence is lost or another run was faster
   */
  void create(DistroRevision revision, Fence fence);

  /**
   * Replaces a revision, whoever wrote it last, unless that one's epoch is higher. A run that takes
   * over from a killed one does this first: from then on the other can write no more.
   *
   * @throws DistroLockedException if the fence is lost or a later holder has written
   */
  void update(DistroRevision revision, Fence fence);

  /**
   * Forgets a revision; false if there was none.
   *
   * @throws DistroLockedException if the fence is lost
   */
  boolean delete(RevisionKey key, Fence fence);

  /** Forgets all but the newest {@code keep}, the deployed and the unfinished ones. */
  default List<RevisionKey> prune(RevisionHistory history, int keep, Fence fence) {
    List<RevisionKey> prunable = history.prunable(keep);
    prunable.forEach(key -> delete(key, fence));
    return prunable;
  }
}
