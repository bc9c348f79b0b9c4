package io.maglev.distro.cli.command;

import io.maglev.distro.action.InstallAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.ParameterOptions;
import io.maglev.distro.cli.option.ProgressOption;
import io.maglev.distro.cli.option.SelectionOptions;
import io.maglev.distro.cli.option.TimeoutOption;
import io.maglev.distro.cli.progress.RunProgress;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Installs a bundle. */
@Command(
    description =
        "Install a bundle, or chosen components of it: each as a Helm release, as soon as all that"
            + " it requires is ready. Run it again after a failure to go on.")
final class InstallCommand implements Callable<Integer> {
  private static final int MOST_PARALLEL = 256;

  @Parameters(paramLabel = "BUNDLE", description = "what 'distro compose' wrote")
  Path bundle = Path.of("");

  @Option(
      names = "--parallel",
      paramLabel = "N",
      defaultValue = "16",
      description = "how many components may be on their way at once (default: ${DEFAULT-VALUE})")
  int parallel = 16;

  @Option(
      names = "--create-namespaces",
      arity = "0..1",
      defaultValue = "true",
      fallbackValue = "true",
      paramLabel = "true|false",
      description = "create missing namespaces (default: ${DEFAULT-VALUE})")
  boolean createNamespaces = true;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin ParameterOptions parameters = new ParameterOptions();
  @Mixin ProgressOption progress = new ProgressOption();
  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  InstallCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (parallel < 1 || parallel > MOST_PARALLEL) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --parallel " + parallel + ": it goes from 1 to " + MOST_PARALLEL);
    }
    InstallAction.Request request =
        new InstallAction.Request(
            cluster.request(console),
            bundle,
            selection.selection(),
            parameters.askingInput(console),
            timeout.duration(),
            parallel,
            createNamespaces);
    InstallAction.Result result;
    try (RunProgress shown = progress.start(console)) {
      result = new InstallAction(Clock.systemUTC()).run(request, shown);
    }
    ErrorPrinter errors = new ErrorPrinter(console, global.debug());
    int exit = ExitCode.DONE;
    for (DistroException failure : result.failures()) {
      exit = errors.print(failure);
    }
    console
        .out()
        .printf(
            "%s %s in namespace %s%s: revision %d, %s, %d components%n",
            result.distro(),
            result.version(),
            result.namespace(),
            cluster.ofSandbox(),
            result.revision(),
            result.status(),
            result.components());
    return exit;
  }
}
