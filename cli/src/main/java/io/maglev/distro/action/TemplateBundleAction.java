package io.maglev.distro.action;

import io.maglev.distro.compose.BundleRenderer;
import io.maglev.distro.compose.LowestKubernetes;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.Selection;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.TemplateCommandOutput;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders the components of a bundle without a cluster. */
public final class TemplateBundleAction {

  /** What is asked for. */
  public record Request(Path bundle, Selection selection, ParameterInput parameters) {}

  /** What one component renders to: its manifests, then its hooks, as {@code helm template}. */
  public record Rendered(String component, String text) {}

  /**
   * The chosen components in order of installation.
   *
   * @throws io.maglev.distro.error.DistroException if the bundle is bad, a parameter is missing or
   *     something does not render
   */
  public List<Rendered> run(Request request) {
    try (OpenBundle open = OpenBundle.open(request.bundle())) {
      Lock lock = open.lock();
      Map<String, ComponentKind> kinds = new LinkedHashMap<>();
      lock.components().forEach(component -> kinds.put(component.name(), component.kind()));
      Set<String> chosen = request.selection().choose(kinds);
      ParameterValues parameters = Parameters.of(lock).resolve(request.parameters());
      BundleRenderer renderer =
          new BundleRenderer(open.bundle()::chart, parameters, RenderOptions.offline());
      Capabilities capabilities = LowestKubernetes.capabilities(lock.kubernetes());
      List<Rendered> rendered = new ArrayList<>();
      for (LockedComponent component : lock.components()) {
        if (chosen.contains(component.name())) {
          ReleaseContext release =
              new ReleaseContext(component.name(), component.namespace(), 1, true, false);
          RenderedChart chart = renderer.render(component, release, capabilities);
          byte[] text = TemplateCommandOutput.all().bytes(chart);
          rendered.add(new Rendered(component.name(), new String(text, StandardCharsets.UTF_8)));
        }
      }
      return rendered;
    }
  }
}
