package io.maglev.distro.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Runs the benchmarks of {@code scripts/bench-micro} on charts and prints a Markdown table. */
public final class MicroBenchmarks {
  private static final String ALLOCATED = "gc.alloc.rate.norm";

  private MicroBenchmarks() {}

  /** Arguments: those of JMH, {@code --}, and directories of charts. */
  public static void main(String[] args) throws RunnerException, CommandLineOptionException {
    int separator = List.of(args).indexOf("--");
    String[] charts = List.of(args).subList(separator + 1, args.length).toArray(String[]::new);
    CommandLineOptions options =
        new CommandLineOptions(List.of(args).subList(0, separator).toArray(String[]::new));
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .parent(options)
                    .param("chart", charts)
                    .addProfiler(GCProfiler.class)
                    .verbosity(options.verbosity().orElse(VerboseMode.SILENT))
                    .shouldFailOnError(true)
                    .build())
            .run();
    print(results, System.out);
  }

  private static void print(Collection<RunResult> results, PrintStream out) {
    out.println("| chart | benchmark | ms | +- | MB allocated |");
    out.println("|---|---|---|---|---|");
    List<String> rows = new ArrayList<>();
    for (RunResult result : results) {
      rows.add(row(result));
    }
    rows.stream().sorted().forEach(out::println);
  }

  private static String row(RunResult result) {
    Result<?> time = result.getPrimaryResult();
    Result<?> allocated = result.getSecondaryResults().get(ALLOCATED);
    String name = result.getParams().getBenchmark();
    return String.format(
        Locale.ROOT,
        "| %s | %s | %.3f | %.3f | %.2f |",
        Path.of(result.getParams().getParam("chart")).getFileName(),
        name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
        time.getScore(),
        Double.isNaN(time.getScoreError()) ? 0 : time.getScoreError(),
        allocated == null ? Double.NaN : allocated.getScore() / 1e6);
  }
}
