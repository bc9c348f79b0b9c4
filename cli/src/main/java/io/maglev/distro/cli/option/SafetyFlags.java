package io.maglev.distro.cli.option;

import io.maglev.distro.model.SafetyOptions;
import picocli.CommandLine.Option;

/** What a run may leave behind, and what it may destroy to go on. */
public final class SafetyFlags {
  @Option(
      names = "--atomic",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "take back what the run has changed if it fails (default), or leave it for another run to"
              + " go on with")
  boolean atomic = true;

  @Option(
      names = "--recreate",
      description =
          "make StatefulSets anew whose immutable fields change; their Pods and claims stay")
  boolean recreate;

  /** What the options say. */
  public SafetyOptions options() {
    return new SafetyOptions(atomic, recreate);
  }
}
