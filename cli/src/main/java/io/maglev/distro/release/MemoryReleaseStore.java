package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Releases in memory, for tests and dry runs; records pass through the codec as in a cluster. */
public final class MemoryReleaseStore implements ReleaseStore {
  private final Map<ReleaseKey, Stored> records = new LinkedHashMap<>();

  @Override
  public synchronized Optional<Release> find(ReleaseKey key) {
    return Optional.ofNullable(records.get(key)).map(Stored::release);
  }

  @Override
  public synchronized ReleaseHistory history(String namespace, String name) {
    return new ReleaseHistory(
        name,
        records.entrySet().stream()
            .filter(record -> record.getKey().namespace().equals(namespace))
            .filter(record -> record.getKey().name().equals(name))
            .map(record -> record.getValue().entry(record.getKey()))
            .toList());
  }

  @Override
  public synchronized List<ReleaseEntry> list(String namespace, Map<String, String> labels) {
    return records.entrySet().stream()
        .filter(record -> namespace.isEmpty() || record.getKey().namespace().equals(namespace))
        .filter(record -> record.getValue().labels().entrySet().containsAll(labels.entrySet()))
        .map(record -> record.getValue().entry(record.getKey()))
        .toList();
  }

  @Override
  public synchronized void create(Release release) {
    if (records.containsKey(release.key())) {
      throw ReleaseHistory.inProgress(release.key());
    }
    records.put(release.key(), Stored.of(release));
  }

  @Override
  public synchronized void update(Release release) {
    if (!records.containsKey(release.key())) {
      throw DistroException.of(
          ErrorCode.NOT_FOUND,
          "cannot update release '%s' revision %d: its record is gone"
              .formatted(release.name(), release.revision()));
    }
    records.put(release.key(), Stored.of(release));
  }

  @Override
  public synchronized boolean delete(ReleaseKey key) {
    return records.remove(key) != null;
  }

  private record Stored(String text, ReleaseStatus status, Map<String, String> labels) {
    static Stored of(Release release) {
      ReleaseLabels.stored(release);
      return new Stored(ReleaseCodec.encode(release), release.status(), release.labels());
    }

    Release release() {
      return ReleaseCodec.decode(text, labels);
    }

    ReleaseEntry entry(ReleaseKey key) {
      return new ReleaseEntry(key, status, labels, this::release);
    }
  }
}
