package io.maglev.distro.compose;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.compose.pack.ChartPacker;
import io.maglev.distro.compose.resolve.ChartClaims;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Checks one chart on its own, with its own values. */
public final class ChartLint {
  private ChartLint() {}

  /**
   * Loads, packs and renders the chart.
   *
   * @return what is odd but no error
   * @throws io.maglev.distro.error.DistroException for the first thing that is wrong
   */
  public static List<String> check(Path path) {
    Chart chart = new ChartPacker().pack(path).chart();
    ChartClaims.require(chart, path.resolve("Chart.yaml").toString());
    if (chart.metadata().isLibrary()) {
      return List.of();
    }
    String owner = "chart '" + chart.name() + "'";
    ReleaseContext release = new ReleaseContext("release-name", "default", 1, true, false);
    ChartRenderer.Result result =
        ChartRenderer.renderWithWarnings(
            new RenderRequest(
                chart, Map.of(), release, ClientCapabilities.standard(), RenderOptions.offline()));
    RenderedChart rendered = result.chart();
    List<String> warnings = new ArrayList<>(result.warnings());
    warnings.addAll(
        ObjectOwners.check(
            chart.name(),
            RenderedObjects.of(owner, "default", rendered, OwnedObject.Role.MANIFEST)));
    return warnings;
  }
}
