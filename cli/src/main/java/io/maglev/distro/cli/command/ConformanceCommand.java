package io.maglev.distro.cli.command;

import io.maglev.distro.action.ConformanceAction;
import io.maglev.distro.action.conformance.Finding;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.error.ExitCode;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.OutputOption;
import io.maglev.distro.cli.output.ConformanceReport;
import io.maglev.distro.cli.progress.CountProgress;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares our rendering of a folder of charts with the real Helm's. */
@Command(
    description =
        "Render every chart below DIR with its own values and each file of its ci/, with distro and"
            + " with a real Helm 3, and say where they differ.")
final class ConformanceCommand implements Callable<Integer> {
  private static final int MOST_JOBS = 256;

  @Parameters(paramLabel = "DIR", description = "folder of charts; they are not changed")
  Path folder = Path.of("");

  @Option(
      names = "--helm",
      paramLabel = "FILE",
      description = "the helm to compare with (default: $HELM_BIN, else helm on the PATH)")
  @Nullable String helm;

  @Option(
      names = "--jobs",
      paramLabel = "N",
      description = "how many cases at once (default: one a processor)")
  int jobs = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--repeat",
      paramLabel = "N",
      defaultValue = "10",
      description =
          "how often Helm renders a case that differs, to know what Helm varies by itself"
              + " (default: ${DEFAULT-VALUE})")
  int repeats = 10;

  @Option(
      names = "--values-glob",
      paramLabel = "GLOB",
      description =
          "render each chart with these of its files too, besides those of its ci/, as"
              + " 'examples/*.yaml' (repeatable)")
  List<String> valuesGlobs = List.of();

  @Option(names = "--details", description = "print every difference, not the first five only")
  boolean details;

  @Mixin OutputOption output = new OutputOption();
  @Mixin GlobalOptions global = new GlobalOptions();

  private final Console console;

  ConformanceCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (jobs < 1 || jobs > MOST_JOBS || repeats < 1) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot use --jobs " + jobs + " --repeat " + repeats + ": out of range");
    }
    String binary = helm != null ? helm : console.environment().getOrDefault("HELM_BIN", "helm");
    ConformanceAction.Result result =
        run(new ConformanceAction.Request(folder, valuesGlobs, binary, jobs, repeats));
    ConformanceReport report = new ConformanceReport(result.root(), result.findings());
    output.print(console, () -> report.text(details, console.display()), report::data);
    new ErrorPrinter(console, global.debug()).note("compared with helm " + result.helmVersion());
    boolean conforms = result.findings().stream().map(Finding::verdict).allMatch(v -> v.conforms());
    return conforms ? ExitCode.DONE : ExitCode.FAILED;
  }

  private ConformanceAction.Result run(ConformanceAction.Request request) {
    try (CountProgress progress = CountProgress.of(console)) {
      return new ConformanceAction()
          .run(
              request,
              new ConformanceAction.Watch() {
                @Override
                public void begins(int cases) {
                  progress.begin(cases);
                }

                @Override
                public void found(Finding finding) {
                  progress.one(finding.verdict().conforms());
                }
              });
    }
  }
}
