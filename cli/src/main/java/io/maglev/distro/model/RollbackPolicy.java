package io.maglev.distro.model;

import java.util.Optional;

/**
 * Whether and how a component is taken back to an older revision once a newer one has run.
 * Immutable.
 *
 * @param forwardOnly its data may have moved on: it stays new when the rest steps back
 * @param hooks whose hooks run
 */
public record RollbackPolicy(boolean forwardOnly, RollbackHooks hooks) {
  public static final RollbackPolicy ALLOWED = new RollbackPolicy(false, RollbackHooks.TARGET);
  public static final RollbackPolicy FORWARD_ONLY = new RollbackPolicy(true, RollbackHooks.TARGET);

  /** The policy that a manifest calls so, with the hooks of the target. */
  public static Optional<RollbackPolicy> of(String text) {
    return switch (text) {
      case "allowed" -> Optional.of(ALLOWED);
      case "forward-only" -> Optional.of(FORWARD_ONLY);
      default -> Optional.empty();
    };
  }

  /** As written in manifests, which tell of the hooks apart. */
  public String text() {
    return forwardOnly ? "forward-only" : "allowed";
  }

  public RollbackPolicy withHooks(RollbackHooks chosen) {
    return new RollbackPolicy(forwardOnly, chosen);
  }
}
