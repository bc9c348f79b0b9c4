package io.maglev.distro.cli.command;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.option.TimeoutOption;
import io.maglev.distro.cli.output.Display;
import io.maglev.distro.cli.output.StatusReport;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows how an installed distro fares. */
@Command(description = "Show how an installed distro and each of its components fare.")
final class StatusCommand implements Callable<Integer> {

  /** What can be waited for. */
  enum Until {
    READY
  }

  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(names = "--tree", description = "show every object, down to the Pods")
  boolean tree;

  @Option(
      names = {"-w", "--watch"},
      description = "go on, and show each change, until Ctrl-C or the distro is gone")
  boolean watch;

  @Option(
      names = "--until",
      paramLabel = "ready",
      description = "watch until it is deployed and ready")
  @Nullable Until until;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "watch for so long at most, e.g. 90s or 10m; exit 1 if --until is not met")
  @Nullable String timeout;

  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    StatusAction action = new StatusAction(Clock.systemUTC());
    StatusAction.Request request =
        new StatusAction.Request(
            cluster.request(console), Optional.ofNullable(distro), tree || !output.isTable());
    if (watch || until != null) {
      return watch(action, request);
    }
    if (timeout != null) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot use --timeout here: it belongs to --watch and --until");
    }
    StatusReport report = new StatusReport(action.run(request), cluster.ofSandbox());
    boolean unicode = Display.speaksUtf8(console.environment());
    output.print(
        console,
        () ->
            tree
                ? report.tree(console.display(), unicode)
                : report.table(console.display(), unicode),
        report::data);
    return ExitCode.DONE;
  }

  private int watch(StatusAction action, StatusAction.Request request) {
    Optional<Duration> atMost = TimeoutOption.parse(timeout);
    StatusView view = new StatusView(console, output, tree, cluster.ofSandbox());
    return switch (action.watch(request, until != null, atMost, view::show)) {
      case READY -> ExitCode.DONE;
      case TIMED_OUT -> {
        if (until == null) {
          yield ExitCode.DONE;
        }
        throw DistroException.of(
            ErrorCode.DEPLOY_FAILED,
            "cannot wait any longer: not ready after "
                + atMost.map(DurationText::of).orElse("a while"));
      }
      case GONE -> {
        new ErrorPrinter(console, global.debug()).note("it is no longer installed");
        yield until == null ? ExitCode.DONE : ExitCode.FAILED;
      }
    };
  }
}
