package io.maglev.distro.cli.output;

import io.maglev.distro.cli.output.Style.Tone;
import java.util.Optional;

/** Colours of the words for a state, the same in all tables. */
public final class StatusTone {
  private StatusTone() {}

  /** The colour of a status of a distro or release, as records spell it. */
  public static Optional<Tone> of(String status) {
    return switch (status) {
      case "deployed" -> Optional.of(Tone.GOOD);
      case "failed", "failed-partial" -> Optional.of(Tone.BAD);
      case "pending-install", "pending-upgrade", "pending-rollback", "uninstalling" ->
          Optional.of(Tone.CAUTION);
      case "superseded", "uninstalled" -> Optional.of(Tone.QUIET);
      default -> Optional.empty();
    };
  }

  /** The colour of how a test ended. */
  public static Optional<Tone> ofTest(String result) {
    return switch (result) {
      case "succeeded" -> Optional.of(Tone.GOOD);
      case "failed" -> Optional.of(Tone.BAD);
      case "skipped", "no tests" -> Optional.of(Tone.QUIET);
      default -> Optional.empty();
    };
  }

  /** The colour of {@code yes} and {@code no}, where yes is good. */
  public static Optional<Tone> ofYes(String answer) {
    return Optional.of(answer.equals("yes") ? Tone.GOOD : Tone.BAD);
  }
}
