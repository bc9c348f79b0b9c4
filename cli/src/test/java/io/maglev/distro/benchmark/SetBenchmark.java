package io.maglev.distro.benchmark;

import io.maglev.distro.chart.ChartLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/**
 * Our half of {@code scripts/bench-render-set}: loads and renders each chart once, cold, as one
 * process of ours would do for a bundle.
 */
public final class SetBenchmark {
  private SetBenchmark() {}

  /** Arguments: {@code sequential} or {@code parallel}, then chart directories. */
  public static void main(String[] args) {
    Stream<String> charts = Arrays.stream(args).skip(1);
    long bytes =
        (args[0].equals("parallel") ? charts.parallel() : charts)
            .mapToLong(chart -> RenderBenchmark.render(ChartLoader.load(Path.of(chart))))
            .sum();
    System.out.println(bytes);
  }
}
