package io.maglev.distro.release;

import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code info} of a release record. Immutable.
 *
 * @param firstDeployed when revision 1 was made
 * @param lastDeployed when this revision was made
 * @param deleted when it was uninstalled
 * @param description one sentence on what became of it
 * @param notes NOTES.txt rendered, empty if none
 * @param other fields of the record this tool does not know, kept for the next writer
 */
public record ReleaseInfo(
    Optional<OffsetDateTime> firstDeployed,
    Optional<OffsetDateTime> lastDeployed,
    Optional<OffsetDateTime> deleted,
    String description,
    ReleaseStatus status,
    String notes,
    Map<String, @Nullable Object> other) {

  /** The info of a revision that is being made now. */
  static ReleaseInfo pending(ReleaseStatus status, String description, OffsetDateTime now) {
    return new ReleaseInfo(
        Optional.of(now), Optional.of(now), Optional.empty(), description, status, "", Map.of());
  }

  ReleaseInfo withStatus(ReleaseStatus newStatus, String newDescription) {
    return new ReleaseInfo(
        firstDeployed, lastDeployed, deleted, newDescription, newStatus, notes, other);
  }

  ReleaseInfo withFirstDeployed(Optional<OffsetDateTime> time) {
    return new ReleaseInfo(time, lastDeployed, deleted, description, status, notes, other);
  }

  ReleaseInfo withDeleted(OffsetDateTime time) {
    return new ReleaseInfo(
        firstDeployed, lastDeployed, Optional.of(time), description, status, notes, other);
  }

  /** Names the revision gone back to, as Helm 4 does and Helm 3 does not read. */
  ReleaseInfo withRollbackRevision(int revision) {
    return new ReleaseInfo(
        firstDeployed,
        lastDeployed,
        deleted,
        description,
        status,
        notes,
        Map.of("rollback_revision", (long) revision));
  }

  ReleaseInfo withNotes(String newNotes) {
    return new ReleaseInfo(
        firstDeployed, lastDeployed, deleted, description, status, newNotes, other);
  }
}
