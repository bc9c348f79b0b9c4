package io.maglev.distro.kube;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What the server serves, read when first asked for something that is not built in, and kept.
 * Thread-safe: concurrent first askers share one reading.
 */
final class ApiCatalog {
  /** A kind may have been added by somebody else; a write looks again, but not at every miss. */
  private static final Duration FRESH = Duration.ofSeconds(2);

  private final Discovery discovery;
  private @Nullable ServedApis known;
  private long readAt;

  ApiCatalog(Discovery discovery) {
    this.discovery = discovery;
  }

  synchronized ServedApis all() {
    if (known == null) {
      known = discovery.read();
      readAt = System.nanoTime();
    }
    return known;
  }

  synchronized void forget() {
    known = null;
  }

  /** The kind, empty if the server does not serve it. */
  Optional<ServedApi> find(String apiVersion, String kind) {
    Optional<ServedApi> builtIn = BuiltInApis.find(apiVersion, kind);
    return builtIn.isPresent() ? builtIn : all().find(apiVersion, kind);
  }

  /**
   * The kind, looking anew if it is not known.
   *
   * @throws KubeException if the server does not serve it
   */
  ServedApi require(String action, String apiVersion, String kind) {
    return find(apiVersion, kind)
        .or(() -> isStale() ? refreshed().find(apiVersion, kind) : Optional.empty())
        .orElseThrow(() -> ApiErrors.notServed(action, apiVersion, kind));
  }

  synchronized ServedApis refreshed() {
    known = null;
    return all();
  }

  private synchronized boolean isStale() {
    return System.nanoTime() - readAt > FRESH.toNanos();
  }
}
