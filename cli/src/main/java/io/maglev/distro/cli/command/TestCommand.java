package io.maglev.distro.cli.command;

import io.maglev.distro.action.TestAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.ClusterOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.option.ProgressOption;
import io.maglev.distro.cli.option.SelectionOptions;
import io.maglev.distro.cli.option.TimeoutOption;
import io.maglev.distro.cli.output.StatusTone;
import io.maglev.distro.cli.output.Table;
import io.maglev.distro.cli.progress.RunProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs the tests of an installed distro. */
@Command(
    description =
        "Run the test hooks of an installed distro's charts, those of different components at"
            + " once, and record them in the releases as 'helm test' does.")
final class TestCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "DISTRO",
      description = "its name; one installed distro needs none")
  @Nullable String distro;

  @Option(
      names = "--logs",
      description = "show what tests write while they write it; those that fail show it anyway")
  boolean logs;

  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin TimeoutOption timeout = new TimeoutOption();
  @Mixin ProgressOption progress = new ProgressOption();
  @Mixin ClusterOptions cluster = new ClusterOptions();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  TestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    TestAction.Request request =
        new TestAction.Request(
            cluster.request(console),
            Optional.ofNullable(distro),
            selection.selection(),
            timeout.duration(),
            logs);
    TestAction.Result result;
    try (RunProgress shown = progress.start(console)) {
      result = new TestAction(Clock.systemUTC()).run(request, shown);
    }
    ErrorPrinter errors = new ErrorPrinter(console, global.debug());
    int exit = ExitCode.DONE;
    for (var failure : result.failures()) {
      exit = errors.print(failure);
    }
    output.print(console, () -> text(result), () -> data(result));
    return exit;
  }

  private String text(TestAction.Result result) {
    Table table = new Table("COMPONENT", "REVISION", "TEST", "RESULT", "TIME");
    for (TestAction.Component component : result.components()) {
      String revision = Integer.toString(component.revision());
      if (component.tests().isEmpty()) {
        table.row(component.name(), revision, "-", "no tests", "");
      }
      for (TestAction.Test test : component.tests()) {
        table.row(
            component.name(),
            revision,
            test.kind() + "/" + test.name(),
            test.phase().toLowerCase(Locale.ROOT),
            took(test));
      }
    }
    return "%s %s in namespace %s%s:%n"
            .formatted(result.distro(), result.version(), result.namespace(), cluster.ofSandbox())
        + table.tone("RESULT", StatusTone::ofTest).text(console.display());
  }

  private static String took(TestAction.Test test) {
    return test.startedAt()
        .flatMap(start -> test.completedAt().map(end -> Duration.between(start, end)))
        .map(time -> String.format(Locale.ROOT, "%.1fs", time.toMillis() / 1000.0))
        .orElse("");
  }

  private static Map<String, @Nullable Object> data(TestAction.Result result) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", result.distro());
    data.put("namespace", result.namespace());
    data.put("version", result.version());
    data.put("revision", (long) result.revision());
    data.put("succeeded", result.failures().isEmpty());
    data.put("components", result.components().stream().map(TestCommand::data).toList());
    return data;
  }

  private static Map<String, @Nullable Object> data(TestAction.Component component) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", component.name());
    data.put("revision", (long) component.revision());
    component
        .failure()
        .ifPresent(failure -> data.put("error", String.valueOf(failure.getMessage())));
    data.put("tests", component.tests().stream().map(TestCommand::data).toList());
    return data;
  }

  private static Map<String, @Nullable Object> data(TestAction.Test test) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", test.name());
    data.put("kind", test.kind());
    data.put("phase", test.phase());
    data.put("startedAt", test.startedAt().map(OffsetDateTime::toString).orElse(null));
    data.put("completedAt", test.completedAt().map(OffsetDateTime::toString).orElse(null));
    return data;
  }
}
