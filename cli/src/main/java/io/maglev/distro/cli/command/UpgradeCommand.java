package io.maglev.distro.cli.command;

import io.maglev.distro.action.InstallAction;
import io.maglev.distro.action.UpgradeAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.DeployOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.ProgressOption;
import io.maglev.distro.cli.output.DeployReport;
import io.maglev.distro.cli.progress.RunProgress;
import io.maglev.distro.error.DistroException;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Upgrades an installed distro to a bundle. */
@Command(
    description =
        "Upgrade an installed distro, or chosen components of it, to a bundle. Parameters keep the"
            + " values they have unless given anew. Run it again after a failure to go on.")
final class UpgradeCommand implements Callable<Integer> {
  @Option(names = "--install", description = "install the distro if it is not installed")
  boolean install;

  @Mixin DeployOptions deployment = new DeployOptions();
  @Mixin ProgressOption progress = new ProgressOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  UpgradeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    UpgradeAction.Request request = new UpgradeAction.Request(deployment.request(console), install);
    InstallAction.Result result;
    try (RunProgress shown = progress.start(console)) {
      result = new UpgradeAction(Clock.systemUTC()).run(request, shown);
    }
    ErrorPrinter errors = new ErrorPrinter(console, global.debug());
    result.toleratedFailures().forEach(errors::warn);
    int exit = ExitCode.DONE;
    for (DistroException failure : result.failures()) {
      exit = errors.print(failure);
    }
    DeployReport.print(result, deployment.ofSandbox(), console.out());
    return exit;
  }
}
