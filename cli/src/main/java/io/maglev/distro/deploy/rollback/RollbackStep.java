package io.maglev.distro.deploy.rollback;

import io.maglev.distro.release.RevisionComponent;

/**
 * What a rollback does about one component. Immutable.
 *
 * @param now as the newest distro revision records it
 * @param then as the new distro revision is to record it; its release revision is the one to go
 *     back to where the move is {@link Move#BACK}
 * @param releaseRevision the newest there is of its release
 */
public record RollbackStep(
    Move move, RevisionComponent now, RevisionComponent then, int releaseRevision) {

  /** The ways a rollback treats components. */
  public enum Move {
    /** It becomes again what it was. */
    BACK,
    /** It has come since, so it goes; its data stays. */
    REMOVE,
    /** It is what it was. */
    UNCHANGED,
    /** It differs and stays as it is, since it may not go back. */
    FORWARD_ONLY,
    /** Nobody asked for it. */
    NOT_CHOSEN
  }

  public String component() {
    return now.name();
  }

  /** Whether anything happens to the component. */
  public boolean changes() {
    return move == Move.BACK || move == Move.REMOVE;
  }

  /** Whether the step takes part in the run: so do those that are found to need nothing. */
  boolean takesPart() {
    return move != Move.NOT_CHOSEN;
  }

  /** Whether the component is part of the distro afterwards. */
  boolean remains() {
    return move != Move.REMOVE;
  }
}
