package io.maglev.distro.cli.command;

import io.maglev.distro.action.SchemaAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.option.GlobalOptions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Prints the JSON Schema of manifests. */
@Command(description = "Print the JSON Schema of distro manifests, for editors.")
final class SchemaCommand implements Callable<Integer> {
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  SchemaCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.out().print(new SchemaAction().run());
    return 0;
  }
}
