package io.maglev.distro.release;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.List;
import java.util.Optional;

/** Somebody else works on the distro, or has taken it over. */
public final class DistroLockedException extends DistroException {
  private static final long serialVersionUID = 1L;

  private final String holder;

  private DistroLockedException(String message, String holder, String hint) {
    super(ErrorCode.LOCKED, message, List.of(), Optional.of(hint), null);
    this.holder = holder;
  }

  /** Another run holds the lease and lives. */
  static DistroLockedException held(String distro, LeaseSpec spec) {
    return new DistroLockedException(
        "cannot lock distro '%s': %s holds it since %s"
            .formatted(distro, spec.holder(), spec.acquireTime()),
        spec.holder(),
        "wait for that run to end; if it was killed, its lock expires %d seconds after its last"
                .formatted(spec.durationSeconds())
            + " renewal");
  }

  /** We held the lease once. */
  static DistroLockedException lost(String distro, String reason, String holder) {
    return new DistroLockedException(
        "cannot write to distro '%s': its lock is lost: %s".formatted(distro, reason),
        holder,
        "run the command again: it goes on where this run stopped");
  }

  /** A record that a later holder has written. */
  static DistroLockedException fenced(RevisionKey key, long epoch) {
    return new DistroLockedException(
        "cannot write revision %d of distro '%s': a later run (epoch %d) has taken it over"
            .formatted(key.revision(), key.distro(), epoch),
        "",
        "see 'distro status' for what that run does");
  }

  /** Who holds it, {@code user@host:pid-nonce}; empty if unknown. */
  public String holder() {
    return holder;
  }
}
