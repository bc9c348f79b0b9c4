package io.maglev.distro.bench;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.ClientCapabilities;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import io.maglev.distro.render.TemplateCommandOutput;
import io.maglev.distro.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** A chart in memory and what it renders to, made before anything is measured. */
@State(Scope.Benchmark)
public class ChartState {
  /** The chart's directory. */
  @Param("")
  public String chart = "";

  private Supplier<byte[]> rendering = () -> new byte[0];
  private final Map<String, String> templates = new LinkedHashMap<>();
  private String valuesText = "";
  private String manifestText = "";
  private List<Map<String, @Nullable Object>> manifests = List.of();
  private Map<String, @Nullable Object> values = new HashMap<>();

  /** Loads and renders the chart once. */
  @Setup
  public void load() {
    Chart loaded = ChartLoader.load(Path.of(chart));
    RenderRequest request =
        new RenderRequest(
            loaded,
            Map.of(),
            new ReleaseContext("release-name", "default", 1, true, false),
            ClientCapabilities.standard(),
            RenderOptions.offline());
    rendering = () -> TemplateCommandOutput.all().bytes(ChartRenderer.render(request));
    collectTemplates("", loaded);
    values = loaded.values();
    for (ChartFile file : loaded.raw()) {
      valuesText = file.name().equals("values.yaml") ? file.text() : valuesText;
    }
    manifestText = new String(render(), StandardCharsets.UTF_8);
    manifests = YamlReader.readObjects(manifestText, chart);
  }

  private void collectTemplates(String parent, Chart from) {
    String path = parent + from.name() + "/";
    for (ChartFile template : from.templates()) {
      templates.put(path + template.name(), template.text());
    }
    for (Chart dependency : from.dependencies()) {
      collectTemplates(path + "charts/", dependency);
    }
  }

  /** What {@code distro template} writes for the chart. */
  byte[] render() {
    return rendering.get();
  }

  /** The texts of the templates of the chart and of those inside it. */
  Map<String, String> templates() {
    return templates;
  }

  /** The text of {@code values.yaml}. */
  String valuesText() {
    return valuesText;
  }

  /** The chart's default values. */
  Map<String, @Nullable Object> values() {
    return values;
  }

  /** All that the chart renders to, as text. */
  String manifestText() {
    return manifestText;
  }

  /** All that the chart renders to, as objects. */
  List<Map<String, @Nullable Object>> manifests() {
    return manifests;
  }
}
