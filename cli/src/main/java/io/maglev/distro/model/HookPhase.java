package io.maglev.distro.model;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The moments at which hooks run, of one release (Helm's events) and of the whole distro. */
public enum HookPhase {
  PRE_INSTALL,
  POST_INSTALL,
  PRE_UPGRADE,
  POST_UPGRADE,
  PRE_ROLLBACK,
  POST_ROLLBACK,
  PRE_DELETE,
  POST_DELETE,
  TEST;

  /** As in the annotation {@code helm.sh/hook} and in release records: {@code pre-install}. */
  public String text() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The phase of that name, empty if there is none. {@code test-success} is Helm's alias of test.
   */
  public static Optional<HookPhase> of(String text) {
    if (text.equals("test-success")) {
      return Optional.of(TEST);
    }
    return Arrays.stream(values()).filter(phase -> phase.text().equals(text)).findFirst();
  }
}
