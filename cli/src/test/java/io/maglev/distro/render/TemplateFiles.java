package io.maglev.distro.render;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartFile;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.chart.DependencyProcessor;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.template.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Renders one template with the whole engine, and nothing around it. */
public final class TemplateFiles {
  private TemplateFiles() {}

  /** The output of {@code c/templates/t}. */
  public static String render(String template, Map<String, @Nullable Object> values) {
    Chart chart =
        ChartLoader.fromFiles(
            List.of(
                ChartFile.ofText("Chart.yaml", "apiVersion: v2\nname: c\nversion: 1.0.0\n"),
                ChartFile.ofText("templates/t", template)));
    Map<String, @Nullable Object> top = new HashMap<>(Map.of("Values", values));
    return printed(
        TemplateEngine.render(
                DependencyProcessor.process(chart, Map.of()).chart(), top, RenderOptions.offline())
            .getOrDefault("c/templates/t", ""));
  }

  /** Helm's text of a failure. */
  public static String helmText(DistroException e) {
    return printed(
        e instanceof RenderException failure ? failure.helmText() : "? " + e.getMessage());
  }

  /** As a reader of UTF-8 sees it: bytes that are none are held as lone surrogates until then. */
  private static String printed(String text) {
    return new String(Utf8.bytes(text), StandardCharsets.UTF_8);
  }
}
