package io.maglev.distro.cli.command;

import io.maglev.distro.action.HistoryAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.StatusTone;
import io.maglev.distro.cli.output.Table;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.yaml.GoJson;
import io.maglev.distro.yaml.StructMap;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the revisions of an installed distro. */
@Command(
    description =
        "Show the kept revisions of a distro, or of the release of one component, oldest first.")
final class HistoryCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(
      names = "--component",
      paramLabel = "NAME",
      description = "of its release, as 'helm history' does")
  @Nullable String component;

  @Option(
      names = "--max",
      paramLabel = "N",
      defaultValue = "256",
      description = "the newest N at most (default: ${DEFAULT-VALUE})")
  int max = 256;

  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  HistoryCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (max < 1) {
      throw DistroException.of(ErrorCode.USAGE, "cannot use --max " + max + ": it counts from 1");
    }
    HistoryAction action = new HistoryAction(Clock.systemUTC());
    Optional<String> name = Optional.ofNullable(distro);
    String chosen = component;
    if (chosen == null) {
      HistoryAction.Result result = action.run(cluster.request(console), name, max);
      output.print(console, () -> table(result), () -> data(result));
      return ExitCode.DONE;
    }
    HistoryAction.ReleaseResult result = action.run(cluster.request(console), name, chosen, max);
    Supplier<List<Map<String, @Nullable Object>>> data =
        () -> result.revisions().stream().map(HistoryCommand::data).toList();
    if (output.isJson()) {
      console.out().print(GoJson.write(data.get()) + "\n"); // as Helm prints it: on one line
    } else {
      output.print(console, () -> table(chosen, result), data);
    }
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

  private String table(String name, HistoryAction.ReleaseResult result) {
    Table table = new Table("REVISION", "UPDATED", "STATUS", "CHART", "APP VERSION", "DESCRIPTION");
    for (HistoryAction.ReleaseRow row : result.revisions()) {
      table.row(
          Integer.toString(row.revision()),
          row.updated().replaceFirst("[.][0-9]+", ""),
          row.status(),
          row.chart(),
          row.appVersion(),
          row.description());
    }
    return "release %s in namespace %s%s:%n"
            .formatted(name, result.namespace(), cluster.ofSandbox())
        + table.tone("STATUS", StatusTone::of).text(console.display());
  }

  /** Helm's keys in Helm's order. */
  private static Map<String, @Nullable Object> data(HistoryAction.ReleaseRow row) {
    Map<String, @Nullable Object> data = new StructMap();
    data.put("revision", (long) row.revision());
    data.put("updated", row.updated());
    data.put("status", row.status());
    data.put("chart", row.chart());
    data.put("app_version", row.appVersion());
    data.put("description", row.description());
    return data;
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
