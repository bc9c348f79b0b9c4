package io.maglev.distro.cli.command;

import io.maglev.distro.action.LintAction;
import io.maglev.distro.action.LintAction.Severity;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.option.ProfileOption;
import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.error.SourceLocation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Finds what is wrong with a manifest, a chart or a bundle. */
@Command(description = "Check a manifest, a chart or a bundle and print every problem.")
final class LintCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "PATH",
      description = "manifest, chart directory, chart archive or bundle")
  Path path = Path.of("");

  @Mixin ProfileOption profile = new ProfileOption();
  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  LintCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    LintAction.Result result = new LintAction().run(path, profile.profile());
    output.print(
        console,
        () -> text(result),
        () -> result.findings().stream().map(LintCommand::data).toList());
    return result.count(Severity.ERROR) > 0 ? ExitCode.FAILED : ExitCode.DONE;
  }

  private String text(LintAction.Result result) {
    StringBuilder text = new StringBuilder();
    for (LintAction.Finding finding : result.findings()) {
      SourceLocation at = finding.where();
      String detail = PlainText.lines(at.detail().strip()).replace("\n", "\n  ");
      text.append(
          new SourceLocation(
              at.file(), at.line(), at.column(), finding.severity().text() + ": " + detail));
      text.append('\n');
    }
    return text.append(result.role())
        .append(" '")
        .append(path)
        .append("': ")
        .append(count(result.count(Severity.ERROR), "error"))
        .append(", ")
        .append(count(result.count(Severity.WARNING), "warning"))
        .append('\n')
        .toString();
  }

  private static String count(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static Map<String, @Nullable Object> data(LintAction.Finding finding) {
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("severity", finding.severity().text());
    data.put("file", finding.where().file());
    data.put("line", (long) finding.where().line());
    data.put("column", (long) finding.where().column());
    data.put("message", finding.where().detail());
    return data;
  }
}
