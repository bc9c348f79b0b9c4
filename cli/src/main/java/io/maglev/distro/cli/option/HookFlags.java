package io.maglev.distro.cli.option;

import io.maglev.distro.model.HookOptions;
import picocli.CommandLine.Option;

/** What becomes of hooks. */
public final class HookFlags {
  @Option(
      names = "--no-hooks",
      description = "run no hooks, neither the distro's nor those of charts")
  boolean none;

  public HookOptions options() {
    return new HookOptions(!none, false);
  }
}
