package io.maglev.distro.cli.command;

import io.maglev.distro.action.StatusAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.cli.output.StatusTone;
import io.maglev.distro.cli.output.Table;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Shows how an installed distro fares. */
@Command(description = "Show how an installed distro and each of its components fare.")
final class StatusCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

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
    output.print(console, () -> text(result, cluster.ofSandbox()), () -> data(result));
    return 0;
  }

  private String text(StatusAction.Result result, String place) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s %s in namespace %s%s: revision %d, %s%n"
            .formatted(
                result.distro(),
                result.version(),
                result.namespace(),
                place,
                result.revision(),
                result.status()));
    if (!result.description().isEmpty()) {
      text.append(result.description()).append('\n');
    }
    Table table =
        new Table("COMPONENT", "KIND", "CHART", "NAMESPACE", "REVISION", "STATUS", "READY");
    for (StatusAction.Component component : result.components()) {
      table.row(
          component.name(),
          component.kind(),
          component.chart(),
          component.namespace(),
          Integer.toString(component.revision()),
          component.status(),
          component.ready() ? "yes" : "no");
    }
    table.tone("STATUS", StatusTone::of).tone("READY", StatusTone::ofYes);
    text.append('\n').append(table.text(console.display()));
    for (StatusAction.Component component : result.components()) {
      component
          .problems()
          .forEach(
              problem ->
                  text.append('\n')
                      .append(component.name())
                      .append(": ")
                      .append(PlainText.line(problem)));
    }
    return text.toString().stripTrailing() + "\n";
  }

  private static Map<String, @Nullable Object> data(StatusAction.Result result) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", result.distro());
    data.put("namespace", result.namespace());
    data.put("version", result.version());
    data.put("revision", (long) result.revision());
    data.put("status", result.status());
    data.put("description", result.description());
    data.put("bundle", result.bundle().toString());
    data.put("components", result.components().stream().map(StatusCommand::data).toList());
    return data;
  }

  private static Map<String, @Nullable Object> data(StatusAction.Component component) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", component.name());
    data.put("kind", component.kind());
    data.put("chart", component.chart());
    data.put("namespace", component.namespace());
    data.put("revision", (long) component.revision());
    data.put("status", component.status());
    data.put("ready", component.ready());
    data.put("problems", component.problems());
    return data;
  }
}
