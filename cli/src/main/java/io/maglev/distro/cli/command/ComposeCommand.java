package io.maglev.distro.cli.command;

import io.maglev.distro.action.ComposeAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.ParameterOptions;
import io.maglev.distro.cli.option.ProfileOption;
import io.maglev.distro.cli.option.SelectionOptions;
import io.maglev.distro.cli.output.ByteSize;
import io.maglev.distro.cli.output.Display;
import io.maglev.distro.cli.output.LockTables;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a bundle of a manifest. */
@Command(
    description =
        "Compose a distro: resolve, order and render all that a manifest names, and write it as"
            + " one bundle. Same inputs, same bytes.")
final class ComposeCommand implements Callable<Integer> {
  @Option(
      names = {"-f", "--file"},
      required = true,
      paramLabel = "MANIFEST",
      description = "the distro manifest")
  Path manifest = Path.of("");

  @Option(
      names = {"-o", "--output"},
      defaultValue = ".",
      paramLabel = "DIR",
      description = "where NAME-VERSION.distro.tar goes (default: here)")
  Path directory = Path.of("");

  @Option(names = "--locked", description = "fail if anything has moved since 'distro lock'")
  boolean locked;

  @Mixin ProfileOption profile = new ProfileOption();
  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin ParameterOptions parameters = new ParameterOptions();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  ComposeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    ComposeAction.Result result =
        new ComposeAction()
            .run(
                new ComposeAction.Request(
                    manifest,
                    profile.profile(),
                    directory,
                    selection.selection(),
                    parameters.input(console),
                    locked));
    result.warnings().forEach(new ErrorPrinter(console, global.debug())::warn);
    console.out().println("wrote    " + result.bundle());
    console.out().println("identity " + result.identity());
    console.out().println("size     " + ByteSize.of(result.size()));
    console.out().println();
    Display display = console.display();
    console.out().print(LockTables.components(result.lock(), display));
    for (String table :
        List.of(
            LockTables.externals(result.lock(), display),
            LockTables.hooks(result.lock(), display))) {
      if (!table.isEmpty()) {
        console.out().println();
        console.out().print(table);
      }
    }
    return 0;
  }
}
