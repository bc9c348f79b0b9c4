package io.maglev.distro.release;

import java.time.Duration;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * What lease is wanted and how. Immutable.
 *
 * @param namespace the distro's default namespace; it must exist
 * @param holder {@code user@host:pid-nonce}
 * @param patience how long to wait for a holder that lives; zero gives up at its first sign of life
 * @param epochFloor the highest epoch in the distro's records, for when somebody deleted the lease
 * @param onWait told the holder once, when there is one whose life must first be watched
 */
public record LeaseRequest(
    String namespace,
    String distro,
    String holder,
    Duration patience,
    long epochFloor,
    Consumer<String> onWait) {

  /** For this process; gives up at a living holder's first sign of life. */
  public static LeaseRequest of(String namespace, String distro, String userAtHost) {
    String holder =
        "%s:%d-%s"
            .formatted(
                userAtHost,
                ProcessHandle.current().pid(),
                UUID.randomUUID().toString().substring(0, 8));
    return new LeaseRequest(namespace, distro, holder, Duration.ZERO, 0, name -> {});
  }

  public LeaseRequest waiting(Duration longest) {
    return new LeaseRequest(namespace, distro, holder, longest, epochFloor, onWait);
  }

  public LeaseRequest above(long floor) {
    return new LeaseRequest(namespace, distro, holder, patience, floor, onWait);
  }

  public LeaseRequest telling(Consumer<String> listener) {
    return new LeaseRequest(namespace, distro, holder, patience, epochFloor, listener);
  }
}
