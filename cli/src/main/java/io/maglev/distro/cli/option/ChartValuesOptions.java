package io.maglev.distro.cli.option;

import io.maglev.distro.action.ChartValues;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Values for a chart, by the flags of Helm. */
public final class ChartValuesOptions {
  @Option(
      names = {"-f", "--values"},
      split = ",",
      paramLabel = "FILE",
      description = "values file; - is the standard input")
  List<String> files = new ArrayList<>();

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "values")
  List<String> set = new ArrayList<>();

  @Option(names = "--set-string", paramLabel = "KEY=VALUE", description = "values that are text")
  List<String> setString = new ArrayList<>();

  @Option(
      names = "--set-file",
      paramLabel = "KEY=FILE",
      description = "values that are the content of files")
  List<String> setFile = new ArrayList<>();

  @Option(names = "--set-json", paramLabel = "KEY=JSON", description = "values as JSON")
  List<String> setJson = new ArrayList<>();

  @Option(
      names = "--set-literal",
      paramLabel = "KEY=VALUE",
      description = "one value, taken literally")
  List<String> setLiteral = new ArrayList<>();

  /** What the options say. */
  public ChartValues values() {
    return new ChartValues(files, set, setString, setFile, setJson, setLiteral);
  }
}
