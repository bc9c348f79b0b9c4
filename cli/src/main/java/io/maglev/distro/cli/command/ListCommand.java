package io.maglev.distro.cli.command;

import io.maglev.distro.action.ListAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.StatusTone;
import io.maglev.distro.cli.output.Table;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Lists installed distros. */
@Command(description = "List the distros of a cluster.")
final class ListCommand implements Callable<Integer> {
  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<ListAction.Row> rows = new ListAction(Clock.systemUTC()).run(cluster.request(console));
    output.print(console, () -> table(rows), () -> rows.stream().map(ListCommand::data).toList());
    return 0;
  }

  private String table(List<ListAction.Row> rows) {
    String place = cluster.inSandbox();
    if (rows.isEmpty()) {
      return "no distro is installed" + place + "\n";
    }
    if (!place.isEmpty()) {
      new ErrorPrinter(console, global.debug()).note("distros" + place + ":");
    }
    Table table =
        new Table("NAME", "NAMESPACE", "VERSION", "REVISION", "STATUS", "COMPONENTS", "UPDATED");
    for (ListAction.Row row : rows) {
      table.row(
          row.name(),
          row.namespace(),
          row.version(),
          Integer.toString(row.revision()),
          row.status(),
          Integer.toString(row.components()),
          row.updated().toString());
    }
    return table.tone("STATUS", StatusTone::of).text(console.display());
  }

  private static Map<String, @Nullable Object> data(ListAction.Row row) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", row.name());
    data.put("namespace", row.namespace());
    data.put("version", row.version());
    data.put("revision", (long) row.revision());
    data.put("status", row.status());
    data.put("components", (long) row.components());
    data.put("bundle", row.bundle().toString());
    data.put("updated", row.updated().toString());
    return data;
  }
}
