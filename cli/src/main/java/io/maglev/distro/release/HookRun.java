package io.maglev.distro.release;

import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Optional;

/**
 * The last run of a hook, {@code last_run} in release records. Immutable.
 *
 * @param startedAt empty if it never ran
 * @param completedAt empty if it never ran or still runs
 */
public record HookRun(
    Optional<OffsetDateTime> startedAt, Optional<OffsetDateTime> completedAt, Phase phase) {

  /** Helm's words for how a hook run went. */
  public enum Phase {
    NEVER(""),
    UNKNOWN("Unknown"),
    RUNNING("Running"),
    SUCCEEDED("Succeeded"),
    FAILED("Failed");

    private final String text;

    Phase(String text) {
      this.text = text;
    }

    /** As in release records. */
    public String text() {
      return text;
    }

    static Phase of(String text) {
      return Arrays.stream(values())
          .filter(phase -> phase.text.equals(text))
          .findFirst()
          .orElse(UNKNOWN);
    }
  }

  /** Of a hook that has not run. */
  public static final HookRun NEVER = new HookRun(Optional.empty(), Optional.empty(), Phase.NEVER);

  /** Of a hook that starts now. */
  public static HookRun started(OffsetDateTime now) {
    return new HookRun(Optional.of(now), Optional.empty(), Phase.RUNNING);
  }

  /** The same run, ended. */
  public HookRun ended(Phase outcome, OffsetDateTime now) {
    return new HookRun(startedAt, Optional.of(now), outcome);
  }
}
