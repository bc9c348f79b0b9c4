package io.maglev.distro.release;

import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;

/**
 * A step of a run as its journal notes it, so that a killed run is picked up there. Immutable.
 *
 * @param step e.g. {@code component/postgres}
 * @param detail what is needed to go on with it, e.g. the uid of a started Job; may be empty
 */
public record JournalStep(String step, State state, Instant at, String detail) {

  /** The names of steps begin with this that bring up a component, or take it away. */
  public static final String COMPONENT = "component/";

  /** How far it got. */
  public enum State {
    STARTED,
    DONE,
    FAILED,
    TAKEN_BACK;

    /** As in records. */
    public String text() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static State of(String text) {
      return Arrays.stream(values())
          .filter(state -> state.text().equals(text))
          .findFirst()
          .orElseThrow(() -> RecordException.unreadable("unknown step state '" + text + "'", null));
    }
  }
}
