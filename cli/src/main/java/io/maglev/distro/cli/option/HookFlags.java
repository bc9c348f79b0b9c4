package io.maglev.distro.cli.option;

import io.maglev.distro.model.HookOptions;
import picocli.CommandLine.Option;

/** What becomes of hooks. */
public final class HookFlags {
  @Option(
      names = "--no-hooks",
      description = "run no hooks, neither the distro's nor those of charts")
  boolean none;

  @Option(
      names = "--logs",
      description = "show what hooks write while they write it; those that fail show it anyway")
  boolean logs;

  /** What the options say. */
  public HookOptions options() {
    return new HookOptions(!none, logs);
  }
}
