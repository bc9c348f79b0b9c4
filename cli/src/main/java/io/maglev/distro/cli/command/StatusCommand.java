package io.maglev.distro.cli.command;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.Display;
import io.maglev.distro.cli.output.StatusReport;
import java.time.Clock;
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
  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(names = "--tree", description = "show every object, down to the Pods")
  boolean tree;

  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    StatusAction.Result result =
        new StatusAction(Clock.systemUTC())
            .run(new StatusAction.Request(cluster.request(console), Optional.ofNullable(distro)));
    StatusReport report = new StatusReport(result, cluster.ofSandbox());
    output.print(console, () -> text(report), report::data);
    return ExitCode.DONE;
  }

  private String text(StatusReport report) {
    boolean unicode = Display.speaksUtf8(console.environment());
    return tree
        ? report.tree(console.display(), unicode)
        : report.table(console.display(), unicode);
  }
}
