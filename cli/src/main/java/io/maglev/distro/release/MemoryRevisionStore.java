package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Distro revisions in memory, for tests and dry runs, with the same fencing. */
public final class MemoryRevisionStore implements DistroRevisionStore {
  private final Map<RevisionKey, Stored> records = new LinkedHashMap<>();
  private final Clock clock;

  public MemoryRevisionStore(Clock clock) {
    this.clock = clock;
  }

  @Override
  public synchronized Optional<DistroRevision> find(RevisionKey key) {
    return Optional.ofNullable(records.get(key)).map(Stored::revision);
  }

  @Override
  public synchronized RevisionHistory history(String namespace, String distro) {
    return new RevisionHistory(
        list(namespace).stream().filter(entry -> entry.key().distro().equals(distro)).toList());
  }

  @Override
  public synchronized List<RevisionEntry> list(String namespace) {
    return records.values().stream()
        .filter(
            stored -> namespace.isEmpty() || stored.revision.key().namespace().equals(namespace))
        .map(Stored::entry)
        .toList();
  }

  @Override
  public synchronized void create(DistroRevision revision, Fence fence) {
    fence.checkHeld();
    Stored present = records.get(revision.key());
    if (present != null) {
      throw DistroLockedException.fenced(revision.key(), present.epoch);
    }
    records.put(revision.key(), new Stored(revision, fence.epoch(), clock.instant()));
  }

  @Override
  public synchronized void update(DistroRevision revision, Fence fence) {
    fence.checkHeld();
    Stored present = records.get(revision.key());
    if (present == null) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot write revision %d of distro '%s': its record is gone"
              .formatted(revision.key().revision(), revision.key().distro()));
    }
    if (present.epoch > fence.epoch()) {
      throw DistroLockedException.fenced(revision.key(), present.epoch);
    }
    records.put(revision.key(), new Stored(revision, fence.epoch(), clock.instant()));
  }

  @Override
  public synchronized boolean delete(RevisionKey key, Fence fence) {
    fence.checkHeld();
    return records.remove(key) != null;
  }

  private record Stored(DistroRevision revision, long epoch, Instant updatedAt) {
    RevisionEntry entry() {
      Set<ReleaseKey> releases = new LinkedHashSet<>();
      revision.content().components().forEach(component -> releases.add(component.release()));
      return new RevisionEntry(
          revision.key(),
          revision.version(),
          revision.status(),
          updatedAt,
          epoch,
          releases,
          () -> revision);
    }
  }
}
