package io.maglev.distro.cli.command;

import io.maglev.distro.action.HistoryAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.StatusTone;
import io.maglev.distro.cli.output.Table;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows the revisions of an installed distro. */
@Command(description = "Show the kept revisions of a distro, oldest first.")
final class HistoryCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  HistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    HistoryAction.Result result =
        new HistoryAction(Clock.systemUTC())
            .run(cluster.request(console), Optional.ofNullable(distro));
    output.print(console, () -> table(result), () -> data(result));
    return ExitCode.DONE;
  }

  private String table(HistoryAction.Result result) {
    Table table = new Table("REVISION", "CREATED", "VERSION", "STATUS", "CHANGED", "DESCRIPTION");
    for (HistoryAction.Row row : result.revisions()) {
      table.row(
          Integer.toString(row.revision()),
          row.created().truncatedTo(ChronoUnit.SECONDS).toString(),
          row.version(),
          row.status(),
          row.changed() + "/" + row.components(),
          row.description());
    }
    return "%s in namespace %s%s:%n"
            .formatted(result.distro(), result.namespace(), cluster.ofSandbox())
        + table.tone("STATUS", StatusTone::of).text(console.display());
  }

  private static Map<String, @Nullable Object> data(HistoryAction.Result result) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", result.distro());
    data.put("namespace", result.namespace());
    data.put("revisions", result.revisions().stream().map(HistoryCommand::data).toList());
    return data;
  }

  private static Map<String, @Nullable Object> data(HistoryAction.Row row) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("revision", (long) row.revision());
    data.put("created", row.created().toString());
    data.put("version", row.version());
    data.put("status", row.status());
    data.put("changed", (long) row.changed());
    data.put("components", (long) row.components());
    data.put("description", row.description());
    row.rolledBackTo().ifPresent(target -> data.put("rolledBackTo", (long) target));
    return data;
  }
}
