package io.maglev.distro.cli.option;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.prompt.ParameterPrompt;
import io.maglev.distro.model.ParameterInput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Values of parameters. */
public final class ParameterOptions {
  @Option(
      names = "--param",
      paramLabel = "NAME=VALUE",
      description = "value of a parameter; NAME=@FILE reads a file")
  List<String> assignments = new ArrayList<>();

  @Option(
      names = "--params",
      paramLabel = "FILE",
      description = "YAML or JSON map of parameters to values")
  List<Path> files = new ArrayList<>();

  /** What the options and the environment say. */
  public ParameterInput input(Console console) {
    return new ParameterInput(console.environment(), files, assignments);
  }

  /** The same, and on a terminal a person is asked for what is still missing. */
  public ParameterInput askingInput(Console console) {
    ParameterInput input = input(console);
    return console.interactive()
        ? input.asking(new ParameterPrompt(console.err(), console.keyboard()))
        : input;
  }
}
