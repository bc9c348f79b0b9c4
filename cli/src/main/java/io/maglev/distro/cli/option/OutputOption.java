package io.maglev.distro.cli.option;

import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.output.OutputFormat;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.GoYaml;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a result is printed; only the form that was asked for is made. */
public final class OutputOption {
  @Option(
      names = {"-o", "--output"},
      paramLabel = "table|json|yaml",
      defaultValue = "table",
      description = "how to print the result (default: ${DEFAULT-VALUE})")
  OutputFormat format = OutputFormat.TABLE;

  /** Whether people are to read it. */
  public boolean isTable() {
    return format == OutputFormat.TABLE;
  }

  /** Whether JSON is asked for, for results whose JSON has a form of its own. */
  public boolean isJson() {
    return format == OutputFormat.JSON;
  }

  /** The form that is asked for. */
  public OutputFormat format() {
    return format;
  }

  /**
   * Prints the result to stdout.
   *
   * @param text for people, ending in a line break
   * @param data maps, lists, strings, numbers and booleans
   */
  public void print(
      Console console, Supplier<String> text, Supplier<? extends @Nullable Object> data) {
    console
        .out()
        .print(
            switch (format) {
              case TABLE -> text.get();
              case JSON -> GoJson.writeIndented(data.get()) + "\n";
              case YAML -> GoYaml.write(data.get());
            });
  }
}
