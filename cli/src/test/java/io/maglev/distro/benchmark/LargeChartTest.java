package io.maglev.distro.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import io.maglev.distro.render.TemplateCommandOutput;
import io.maglev.distro.yaml.YamlReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code scripts/bench-micro} measures by default is a chart that renders, and a large one.
 */
class LargeChartTest {
  @Test
  void render_ofAllTemplates_givesAllObjectsWithTheirBracesKept(@TempDir Path dir)
      throws IOException {
    new LargeChart(dir).write();

    String manifest = render(ChartLoader.load(dir));

    assertThat(YamlReader.readObjects(manifest, "")).hasSize(35 + 28 + 24 * 4);
    assertThat(manifest)
        .hasSizeGreaterThan(1_000_000)
        .contains("{{ $value | humanizePercentage }}")
        .contains("image: \"registry.example.org/monitoring/component0:v1.2.3\"")
        .contains("host: component23.internal.example.org");
  }

  private static String render(Chart chart) {
    RenderRequest request =
        new RenderRequest(
            chart,
            Map.of(),
            new ReleaseContext("release-name", "default", 1, true, false),
            ClientCapabilities.standard(),
            RenderOptions.offline());
    return new String(
        TemplateCommandOutput.all().bytes(ChartRenderer.render(request)), StandardCharsets.UTF_8);
  }
}
