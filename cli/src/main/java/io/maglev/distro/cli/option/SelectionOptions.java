package io.maglev.distro.cli.option;

import io.maglev.distro.model.Selection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which components a command is about. */
public final class SelectionOptions {
  @Option(
      names = "--only",
      split = ",",
      paramLabel = "NAME|kind=KIND",
      description = "only these components")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--exclude",
      split = ",",
      paramLabel = "NAME|kind=KIND",
      description = "all but these components")
  List<String> exclude = new ArrayList<>();

  /** What the options say. */
  public Selection selection() {
    return new Selection(List.copyOf(only), List.copyOf(exclude));
  }
}
