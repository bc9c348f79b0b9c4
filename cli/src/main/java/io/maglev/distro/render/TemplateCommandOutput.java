package io.maglev.distro.render;

import io.maglev.distro.chart.PathPattern;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.template.Utf8;
import io.maglev.distro.yaml.YamlReader;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code helm template} prints: manifests, then hooks, or the documents of some templates
 * alone.
 *
 * @param showOnly patterns of template paths within the chart; empty for all
 * @param skipTests leaves out the hooks of {@code helm test}
 * @param noHooks leaves out all hooks
 */
public record TemplateCommandOutput(List<String> showOnly, boolean skipTests, boolean noHooks) {
  private static final Pattern SOURCE = Pattern.compile("# Source: [^/\n]+/(.+)");

  public TemplateCommandOutput {
    showOnly = List.copyOf(showOnly);
  }

  /** Everything, as without flags. */
  public static TemplateCommandOutput all() {
    return new TemplateCommandOutput(List.of(), false, false);
  }

  /**
   * The bytes to print.
   *
   * @throws RenderException if a pattern of {@code showOnly} matches no template
   */
  public byte[] bytes(RenderedChart chart) {
    return Utf8.bytes(text(chart));
  }

  private String text(RenderedChart chart) {
    StringBuilder out = new StringBuilder(chart.manifest().strip()).append('\n');
    for (RenderedHook hook : chart.hooks()) {
      boolean wanted = !noHooks && !(skipTests && hook.events().contains(HookPhase.TEST));
      if (wanted) {
        ChartRenderer.append(out, hook.path(), hook.manifest());
      }
    }
    return showOnly.isEmpty() ? out.toString() : selected(out.toString());
  }

  private String selected(String stream) {
    List<String> documents = YamlReader.splitDocuments(stream);
    StringBuilder out = new StringBuilder();
    for (String wanted : showOnly) {
      int before = out.length();
      for (String document : documents) {
        Matcher source = SOURCE.matcher(document);
        if (source.find() && matches(wanted, source.group(1))) {
          out.append("---\n").append(document).append('\n');
        }
      }
      if (out.length() == before) {
        throw new RenderException(
            ErrorCode.NOT_FOUND,
            "cannot show template '" + wanted + "': the chart renders nothing of that name",
            "could not find template " + wanted + " in chart",
            null);
      }
    }
    return out.toString();
  }

  private static boolean matches(String pattern, String path) {
    try {
      return PathPattern.compile(pattern).matches(path);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
