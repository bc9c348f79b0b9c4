package io.maglev.distro.cli.command;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.option.GlobalOptions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints versions. */
@Command(description = "Print the version of distro, of Java and of the Helm it mirrors.")
final class VersionCommand implements Callable<Integer> {
  /** The Helm whose rendering and records this tool reproduces; the oracle of its tests. */
  private static final String MIRRORED_HELM = "3.22.0";

  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  VersionCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String version =
        Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion())
            .orElse("development");
    console.out().println("distro " + version);
    console.out().println("java   " + Runtime.version());
    console.out().println("helm   " + MIRRORED_HELM + " (mirrored)");
    return 0;
  }
}
