package io.maglev.distro.cli.command;

import io.maglev.distro.action.InstallAction;
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

/** Installs a bundle. */
@Command(
    description =
        "Install a bundle, or chosen components of it: each as a Helm release, as soon as all that"
            + " it requires is ready. Run it again after a failure to go on.")
final class InstallCommand implements Callable<Integer> {
  @Mixin DeployOptions deployment = new DeployOptions();
  @Mixin ProgressOption progress = new ProgressOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  InstallCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    InstallAction.Request request = deployment.request(console);
    InstallAction.Result result;
    try (RunProgress shown = progress.start(console)) {
      result = new InstallAction(Clock.systemUTC()).run(request, shown);
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
