package io.maglev.distro.cli.command;

import io.maglev.distro.action.TemplateBundleAction;
import io.maglev.distro.action.TemplateChartAction;
import io.maglev.distro.cli.Console;
import io.maglev.distro.cli.error.ErrorPrinter;
import io.maglev.distro.cli.option.ChartTemplateOptions;
import io.maglev.distro.cli.option.GlobalOptions;
import io.maglev.distro.cli.option.ParameterOptions;
import io.maglev.distro.cli.option.SelectionOptions;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Renders a chart as Helm does, or the components of a bundle. */
@Command(
    customSynopsis = {
      "distro template NAME CHART [OPTIONS]",
      "distro template BUNDLE [--only LIST] [--exclude LIST] [--param ...] [--params FILE]"
          + " [--no-hooks]"
    },
    description =
        "Render a chart, byte for byte as 'helm template', or all components of a bundle.")
final class TemplateCommand implements Callable<Integer> {
  private static final Set<String> OF_BUNDLES =
      Set.of("--only", "--exclude", "--param", "--params");
  private static final Set<String> OF_BOTH = Set.of("--help", "--debug", "--no-hooks");

  /** What Helm calls a release that was given no name. */
  private static final String NAMELESS = "release-name";

  @Parameters(
      arity = "1..2",
      paramLabel = "NAME CHART | BUNDLE",
      description = "a release's name and a chart directory or archive, or a bundle")
  List<String> arguments = new ArrayList<>();

  @Mixin ChartTemplateOptions chart = new ChartTemplateOptions();
  @Mixin SelectionOptions selection = new SelectionOptions();
  @Mixin ParameterOptions parameters = new ParameterOptions();
  @Mixin GlobalOptions global = new GlobalOptions();
  @Spec @Nullable CommandSpec spec;

  private final Console console;

  TemplateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    if (arguments.size() > 2) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot run 'distro template': " + arguments.size() + " arguments, at most 2 expected",
          "run 'distro template --help'");
    }
    Path last = Path.of(arguments.get(arguments.size() - 1));
    boolean isChart = arguments.size() == 2 || Files.isDirectory(last);
    refuseForeignOptions(isChart);
    if (isChart) {
      renderChart(arguments.size() == 2 ? arguments.get(0) : NAMELESS, last);
    } else {
      renderBundle(last);
    }
    return 0;
  }

  private void renderChart(String name, Path path) {
    TemplateChartAction.Result result =
        new TemplateChartAction().run(chart.request(name, path), console.in());
    result.warnings().forEach(new ErrorPrinter(console, global.debug())::warn);
    console.out().writeBytes(result.output());
  }

  private void renderBundle(Path path) {
    List<TemplateBundleAction.Rendered> parts =
        new TemplateBundleAction()
            .run(
                new TemplateBundleAction.Request(
                    path, selection.selection(), parameters.input(console), chart.withHooks()));
    for (TemplateBundleAction.Rendered part : parts) {
      console.out().print("# " + part.title() + "\n" + part.text());
    }
  }

  private void refuseForeignOptions(boolean isChart) {
    if (spec == null) {
      return;
    }
    for (OptionSpec option : spec.commandLine().getParseResult().matchedOptions()) {
      String name = option.longestName();
      if (!OF_BOTH.contains(name) && OF_BUNDLES.contains(name) == isChart) {
        throw DistroException.of(
            ErrorCode.USAGE,
            "cannot use " + name + " here: it belongs to " + (isChart ? "bundles" : "charts"),
            "give NAME CHART for a chart, one path for a bundle");
      }
    }
  }
}
