package io.maglev.distro.release;

import java.util.Arrays;
import java.util.Locale;

/** Helm's states of a release revision ({@code pkg/release/status.go}). */
public enum ReleaseStatus {
  UNKNOWN,
  DEPLOYED,
  UNINSTALLED,
  SUPERSEDED,
  FAILED,
  UNINSTALLING,
  PENDING_INSTALL,
  PENDING_UPGRADE,
  PENDING_ROLLBACK;

  /** As in records and in the label {@code status}: {@code pending-install}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The state of that name; any text Helm does not know is {@link #UNKNOWN}. */
  public static ReleaseStatus of(String text) {
    return Arrays.stream(values())
        .filter(status -> status.text().equals(text))
        .findFirst()
        .orElse(UNKNOWN);
  }

  /**
   * True while an operation runs, which is Helm's lock; uninstalling does not count, as in Helm.
   */
  public boolean isPending() {
    return this == PENDING_INSTALL || this == PENDING_UPGRADE || this == PENDING_ROLLBACK;
  }
}
