package io.maglev.distro.release;

import java.time.Instant;
import java.util.Set;
import java.util.function.Supplier;

/**
 * A stored distro revision of which only metadata was read.
 *
 * @param status as its label says
 * @param epoch of the run that wrote it last
 * @param releases the release revisions it needs for a rollback
 * @param loader reads the whole record, anew each time
 */
public record RevisionEntry(
    RevisionKey key,
    String version,
    DistroStatus status,
    Instant updatedAt,
    long epoch,
    Set<ReleaseKey> releases,
    Supplier<DistroRevision> loader) {

  /**
   * The whole record.
   *
   * @throws RecordException if it is damaged
   */
  public DistroRevision load() {
    return loader.get();
  }
}
