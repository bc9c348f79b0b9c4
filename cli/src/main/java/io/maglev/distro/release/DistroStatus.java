package io.maglev.distro.release;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What became of a distro revision. */
public enum DistroStatus {
  PENDING_INSTALL,
  PENDING_UPGRADE,
  PENDING_ROLLBACK,
  DEPLOYED,
  /** It failed and what it changed was taken back. */
  FAILED,
  /** It failed and part of what it changed is still there. */
  FAILED_PARTIAL,
  UNINSTALLING,
  SUPERSEDED;

  /** As in records and labels: {@code failed-partial}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of that name, empty if there is none. */
  public static Optional<DistroStatus> of(String text) {
    return Arrays.stream(values()).filter(status -> status.text().equals(text)).findFirst();
  }

  /** True while a run works on it, or was killed while it did. */
  public boolean isUnfinished() {
    return this == PENDING_INSTALL
        || this == PENDING_UPGRADE
        || this == PENDING_ROLLBACK
        || this == UNINSTALLING;
  }
}
