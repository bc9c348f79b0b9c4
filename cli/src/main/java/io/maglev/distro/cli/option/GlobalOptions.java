package io.maglev.distro.cli.option;

import picocli.CommandLine.Option;

/** What every command takes. */
public final class GlobalOptions {
  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "show this help")
  boolean help;

  @Option(names = "--debug", description = "add the stack trace to an error")
  boolean debug;

  /** Whether errors carry their stack trace. */
  public boolean debug() {
    return debug;
  }
}
