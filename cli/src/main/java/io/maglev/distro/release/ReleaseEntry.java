package io.maglev.distro.release;

import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A stored release revision of which only the labels were read; the record is fetched and decoded
 * when somebody asks for it. Thread-safe.
 */
public final class ReleaseEntry {
  private final ReleaseKey key;
  private final ReleaseStatus status;
  private final Map<String, String> labels;
  private final Supplier<Release> loader;
  private @Nullable Release loaded;

  /**
   * @param labels without Helm's own
   * @param loader called at most once unless it throws
   */
  public ReleaseEntry(
      ReleaseKey key, ReleaseStatus status, Map<String, String> labels, Supplier<Release> loader) {
    this.key = key;
    this.status = status;
    this.labels = Map.copyOf(labels);
    this.loader = loader;
  }

  public ReleaseKey key() {
    return key;
  }

  public int revision() {
    return key.revision();
  }

  /** As the label says, which every write keeps equal to the record. */
  public ReleaseStatus status() {
    return status;
  }

  /** Those of the operator and of the distro. */
  public Map<String, String> labels() {
    return labels;
  }

  /**
   * The whole record.
   *
   * @throws RecordException if it is damaged
   */
  public synchronized Release release() {
    Release release = loaded;
    if (release == null) {
      release = loader.get();
      loaded = release;
    }
    return release;
  }

  @Override
  public String toString() {
    return "ReleaseEntry[" + key + ", " + status.text() + "]";
  }
}
