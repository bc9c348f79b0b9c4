package io.maglev.distro.kube;

import java.util.Optional;

/**
 * How to delete.
 *
 * @param uid if present, only the object of that uid is deleted
 */
public record DeleteOptions(Propagation propagation, Optional<String> uid) {

  /** What happens to the objects it owns. */
  public enum Propagation {
    BACKGROUND,
    FOREGROUND,
    ORPHAN
  }

  public static final DeleteOptions BACKGROUND =
      new DeleteOptions(Propagation.BACKGROUND, Optional.empty());
}
