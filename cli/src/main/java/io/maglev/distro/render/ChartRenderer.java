package io.maglev.distro.render;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ChartLoadException;
import io.maglev.distro.chart.DependencyProcessor;
import io.maglev.distro.chart.ResolvedChart;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.values.Coalescer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Renders charts exactly as Helm 3.22's {@code helm template} and {@code helm install} do. */
public final class ChartRenderer {
  private static final String NOTES = "NOTES.txt";

  private ChartRenderer() {}

  /**
   * What the chart renders to.
   *
   * @throws io.maglev.distro.error.DistroException if it does not render: {@link RenderException},
   *     {@link ChartLoadException} or a {@code ValuesException}, each with Helm's wording
   */
  public static RenderedChart render(RenderRequest request) {
    return renderWithWarnings(request).chart();
  }

  /** As {@link #render}, with what Helm would have warned of. */
  public static Result renderWithWarnings(RenderRequest request) {
    requireInstallable(request.chart());
    requireDependencies(request.chart());
    DependencyProcessor.Resolution resolution =
        DependencyProcessor.process(request.chart(), request.values());
    ResolvedChart chart = resolution.chart();
    List<String> warnings = new ArrayList<>(resolution.warnings());
    if (chart.metadata().deprecated()) {
      warnings.add("This chart is deprecated");
    }

    Coalescer coalescer = new Coalescer();
    Map<String, @Nullable Object> values = coalescer.coalesce(chart, request.values());
    warnings.addAll(coalescer.warnings());
    if (!request.options().skipSchemaValidation()) {
      ValuesSchemas.require(chart, values);
    }
    requireKubeVersion(chart, request.capabilities().kubeVersion());

    Map<String, String> files =
        TemplateEngine.render(chart, top(request, values), request.options());
    String notes = takeNotes(chart, files, request.options());
    SortedManifests sorted = SortedManifests.of(chart.name(), files);
    warnings.addAll(sorted.warnings());
    return new Result(
        new RenderedChart(
            ChartJson.of(chart),
            request.values(),
            manifest(chart, sorted, request.options()),
            List.copyOf(sorted.hooks()),
            notes,
            chart.crds().stream().map(ChartFile::text).toList()),
        warnings);
  }

  /**
   * Gives back the memory of the templates that stay parsed from one rendering to the next, of
   * which there is a bounded amount.
   */
  public static void forgetTemplates() {
    TemplateEngine.forget();
  }

  private static void requireInstallable(Chart chart) {
    String type = chart.metadata().type();
    if (!type.isEmpty() && !type.equals("application")) {
      String problem = type + " charts are not installable";
      throw RenderException.of(chart.name(), problem, null);
    }
  }

  private static void requireDependencies(Chart chart) {
    try {
      DependencyProcessor.requireComplete(chart);
    } catch (ChartLoadException e) {
      throw new RenderException(
          ErrorCode.CHART_INVALID,
          "cannot render chart '" + chart.name() + "': dependencies are missing",
          "An error occurred while checking for chart dependencies. You may need to run `helm"
              + " dependency build` to fetch missing dependencies: "
              + e.helmText(),
          e);
    }
  }

  private static void requireKubeVersion(ResolvedChart chart, String version) {
    String range = chart.metadata().kubeVersion();
    if (!range.isEmpty() && !DependencyProcessor.isCompatible(range, version)) {
      String problem =
          "chart requires kubeVersion: "
              + range
              + " which is incompatible with Kubernetes "
              + version;
      throw new RenderException(
          ErrorCode.CLUSTER_UNSUITABLE,
          "cannot render chart '" + chart.name() + "': it does not support Kubernetes " + version,
          problem,
          null);
    }
  }

  private static Map<String, @Nullable Object> top(
      RenderRequest request, Map<String, @Nullable Object> values) {
    Map<String, @Nullable Object> top = new LinkedHashMap<>();
    top.put("Release", BuiltInObjects.release(request.release()));
    top.put("Capabilities", BuiltInObjects.capabilities(request.capabilities()));
    top.put("Values", values);
    return top;
  }

  /** Takes every file whose name ends in NOTES.txt out of {@code files}, as Helm does. */
  private static String takeNotes(
      ResolvedChart chart, Map<String, String> files, RenderOptions options) {
    String own = chart.path() + "/templates/" + NOTES;
    Map<String, String> taken = new TreeMap<>();
    files.forEach(
        (name, text) -> {
          if (name.endsWith(NOTES)) {
            taken.put(name, text);
          }
        });
    files.keySet().removeAll(taken.keySet());
    if (!options.subchartNotes()) {
      return taken.getOrDefault(own, "");
    }
    StringBuilder notes = new StringBuilder();
    for (String text : taken.values()) {
      notes.append(notes.length() > 0 ? "\n" : "").append(text);
    }
    return notes.toString();
  }

  private static String manifest(
      ResolvedChart chart, SortedManifests sorted, RenderOptions options) {
    StringBuilder manifest = new StringBuilder();
    if (options.includeCrds()) {
      chart.crds().forEach(crd -> append(manifest, crd.name(), crd.text()));
    }
    sorted.manifests().forEach(m -> append(manifest, m.path(), m.content()));
    return manifest.toString();
  }

  static void append(StringBuilder manifest, String path, String content) {
    manifest.append("---\n# Source: ").append(path).append('\n').append(content).append('\n');
  }

  /** A rendered chart and what Helm would have warned of on the way. */
  public record Result(RenderedChart chart, List<String> warnings) {
    public Result {
      warnings = List.copyOf(warnings);
    }
  }
}
