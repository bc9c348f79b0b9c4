package io.maglev.distro.cli.option;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.DurationText;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How long each component or hook may take. */
public final class TimeoutOption {
  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "for each component, e.g. 90s or 10m (default: what the manifest says)")
  @Nullable String timeout;

  /** The duration, if it was given. */
  public Optional<Duration> duration() {
    return parse(timeout);
  }

  /** The duration that an option of this name says, if it was given. */
  public static Optional<Duration> parse(@Nullable String text) {
    if (text == null) {
      return Optional.empty();
    }
    Optional<Duration> duration = DurationText.parse(text);
    if (duration.isEmpty()) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --timeout '" + text + "': it is no duration",
          "write it as 90s, 10m or 1h30m");
    }
    return duration;
  }
}
