package io.maglev.distro.cli.command;

import io.maglev.distro.action.UninstallAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.HookFlags;
import io.maglev.distro.cli.option.ProgressOption;
import io.maglev.distro.cli.option.SelectionOptions;
import io.maglev.distro.cli.option.TimeoutOption;
import io.maglev.distro.cli.progress.RunProgress;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes an installed distro, or components of it. */
@Command(
    description =
        "Remove a distro, or components of it, dependents first. Objects that say"
            + " helm.sh/resource-policy: keep stay, and so does data.")
final class UninstallCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(
      names = "--delete-data",
      description = "delete PersistentVolumeClaims too: the data on them is lost")
  boolean deleteData;

  @Option(
      names = {"-y", "--yes"},
      description = "do not ask")
  boolean yes;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin ProgressOption progress = new ProgressOption();
  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin HookFlags hooks = new HookFlags();
  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  UninstallCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    UninstallAction.Request request =
        new UninstallAction.Request(
            cluster.request(console),
            Optional.ofNullable(distro),
            selection.selection(),
            deleteData,
            timeout.duration(),
            hooks.options(),
            this::confirm);
    UninstallAction.Result result;
    try (RunProgress shown = progress.start(console)) {
      result = new UninstallAction(Clock.systemUTC()).run(request, shown);
    }
    if (!result.confirmed()) {
      console.err().println("nothing was removed");
      return ExitCode.FAILED;
    }
    ErrorPrinter errors = new ErrorPrinter(console, global.debug());
    result.failures().forEach(errors::print);
    if (!result.failures().isEmpty()) {
      return ExitCode.FAILED;
    }
    console
        .out()
        .println(
            (result.removed().isEmpty()
                    ? "removed distro "
                    : "removed " + String.join(", ", result.removed()) + " of distro ")
                + result.distro()
                + cluster.inSandbox());
    return ExitCode.DONE;
  }

  private boolean confirm(UninstallAction.Intent intent) {
    if (yes) {
      return true;
    }
    String what =
        "remove %s of distro '%s' from namespace '%s' of %s%s"
            .formatted(
                String.join(", ", intent.components()),
                intent.distro(),
                intent.namespace(),
                intent.cluster(),
                deleteData ? ", with all data" : "");
    if (!console.interactive()) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot uninstall without being asked: this would " + what, "add --yes");
    }
    return Confirmation.ask(console, what);
  }
}
