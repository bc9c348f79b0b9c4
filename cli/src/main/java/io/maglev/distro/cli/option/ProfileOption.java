package io.maglev.distro.cli.option;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which variant of a manifest is meant. */
public final class ProfileOption {
  @Option(
      names = "--profile",
      paramLabel = "NAME",
      description = "a profile of the manifest (default: the manifest as it is)")
  @Nullable String profile;

  /** What the option says. */
  public Optional<String> profile() {
    return Optional.ofNullable(profile);
  }
}
