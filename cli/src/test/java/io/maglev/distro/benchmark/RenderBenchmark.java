package io.maglev.distro.benchmark;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import io.maglev.distro.render.TemplateCommandOutput;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Our half of {@code scripts/bench-render}; {@code testbed/oracle/renderbench} is Helm's. For each
 * chart prints {@code CHART<tab>whole-ns<tab>rendering-ns}, medians: "whole" is what {@code distro
 * template} does in process (load the directory, render, sort, join), "rendering" the same without
 * loading and without parsing what it has parsed before, as for another component of the same
 * chart.
 */
public final class RenderBenchmark {
  private RenderBenchmark() {}

  /** Arguments: seconds for each, then chart directories. */
  public static void main(String[] args) {
    long span = (long) (Double.parseDouble(args[0]) * 1e9);
    for (String path : Arrays.asList(args).subList(1, args.length)) {
      Path directory = Path.of(path);
      Chart loaded = ChartLoader.load(directory);
      long whole =
          median(
              span,
              () -> {
                ChartRenderer.forgetTemplates();
                return render(ChartLoader.load(directory));
              });
      long rendering = median(span, () -> render(loaded));
      System.out.println(path + "\t" + whole + "\t" + rendering);
    }
  }

  static int render(Chart chart) {
    RenderRequest request =
        new RenderRequest(
            chart,
            Map.of(),
            new ReleaseContext("release-name", "default", 1, true, false),
            ClientCapabilities.standard(),
            RenderOptions.offline());
    return TemplateCommandOutput.all().bytes(ChartRenderer.render(request)).length;
  }

  private static long median(long span, java.util.function.IntSupplier run) {
    long sink = 0;
    for (long start = System.nanoTime(); System.nanoTime() - start < span; ) {
      sink += run.getAsInt();
    }
    List<Long> took = new ArrayList<>();
    for (long start = System.nanoTime(); System.nanoTime() - start < span || took.size() < 5; ) {
      long before = System.nanoTime();
      sink += run.getAsInt();
      took.add(System.nanoTime() - before);
    }
    Collections.sort(took);
    return sink == 0 ? -1 : took.get(took.size() / 2);
  }
}
