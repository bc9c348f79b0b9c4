package io.maglev.distro.deploy.takeback;

import io.maglev.distro.release.RevisionComponent;
import java.util.Optional;

/**
 * What is done about one component that a failed run was about to change. Immutable.
 *
 * @param now as the run's revision records it
 * @param then what it was before; empty if it never worked before
 * @param reason why it stays new, empty if it does not
 */
record TakeBackStep(
    Move move, RevisionComponent now, Optional<RevisionComponent> then, String reason) {

  /** The ways a component is treated. */
  enum Move {
    /** It becomes again what it was. */
    BACK,
    /** It has never worked before: it is uninstalled, its data stays. */
    REMOVE,
    /** It stays new. */
    STAY,
    /** The run failed before it changed anything about it. */
    UNTOUCHED
  }

  String component() {
    return now.name();
  }

  /** Whether anything happens to the component. */
  boolean changes() {
    return move == Move.BACK || move == Move.REMOVE;
  }

  TakeBackStep staying(String why) {
    return new TakeBackStep(Move.STAY, now, then, why);
  }
}
