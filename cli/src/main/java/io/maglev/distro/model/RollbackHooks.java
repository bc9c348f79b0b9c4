package io.maglev.distro.model;

import java.util.Arrays;
import java.util.Optional;

/**
 * Whose hooks run when a release goes back. Helm runs those of the revision it goes back to, which
 * was written before anybody knew what would have to be undone (helm#12757).
 */
public enum RollbackHooks {
  /** Of the revision that is gone back to, as in Helm. */
  TARGET("target"),
  /** Of the revision that is left. */
  CURRENT("current");

  private final String text;

  RollbackHooks(String text) {
    this.text = text;
  }

  /** As written in manifests. */
  public String text() {
    return text;
  }

  /** Those of that name, empty if there are none. */
  public static Optional<RollbackHooks> of(String text) {
    return Arrays.stream(values()).filter(hooks -> hooks.text.equals(text)).findFirst();
  }
}
