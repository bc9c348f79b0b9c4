package io.maglev.distro.action;

import io.maglev.distro.compose.BundleRenderer;
import io.maglev.distro.compose.LowestKubernetes;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.InOrder;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
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
import java.util.TreeSet;
import java.util.function.Supplier;

/** Renders the components and the hooks of a bundle without a cluster. */
public final class TemplateBundleAction {

  /**
   * What is asked for.
   *
   * @param hooks whether hooks are among it, the distro's and the charts'
   */
  public record Request(
      Path bundle, Selection selection, ParameterInput parameters, boolean hooks) {}

  /**
   * What one component, or one distro hook at one phase, renders to: its manifests, then its hooks,
   * as {@code helm template}.
   *
   * @param title what it is: {@code Component: kong}, {@code Hook: pki (pre-install)}
   */
  public record Rendered(String title, String text) {}

  /**
   * The chosen components in order of installation, then the distro hooks that concern them;
   * rendered on all processors.
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
      List<Supplier<Rendered>> renderings = new ArrayList<>();
      for (LockedComponent component : lock.components()) {
        if (chosen.contains(component.name())) {
          ReleaseContext release =
              new ReleaseContext(component.name(), component.namespace(), 1, true, false);
          renderings.add(
              () ->
                  rendered(
                      "Component: " + component.name(),
                      renderer.render(component, release, capabilities),
                      request.hooks()));
        }
      }
      if (request.hooks()) {
        renderings.addAll(hooks(lock, chosen, renderer, capabilities));
      }
      List<Rendered> rendered = new ArrayList<>();
      InOrder.forEach(renderings, Supplier::get, rendered::add);
      return rendered;
    }
  }

  /** As a first installation of the chosen would run them, and for the phases that may follow. */
  private static List<Supplier<Rendered>> hooks(
      Lock lock, Set<String> chosen, BundleRenderer renderer, Capabilities capabilities) {
    List<String> components =
        lock.components().stream().map(LockedComponent::name).filter(chosen::contains).toList();
    List<Supplier<Rendered>> renderings = new ArrayList<>();
    for (LockedHook hook : lock.hooks()) {
      if (!PlannedHook.of(hook).concerns(components)) {
        continue;
      }
      for (HookPhase phase : new TreeSet<>(hook.phases())) {
        DistroContext distro = new DistroContext(lock.name(), lock.version(), 1, components, phase);
        String title = "Hook: " + hook.name() + " (" + phase.text() + ")";
        renderings.add(
            () -> rendered(title, at(phase, renderer.render(hook, distro, capabilities)), true));
      }
    }
    return renderings;
  }

  /** Its objects that are Helm hooks of other events have no turn at the phase. */
  private static RenderedChart at(HookPhase phase, RenderedChart chart) {
    return new RenderedChart(
        chart.chart(),
        chart.config(),
        chart.manifest(),
        chart.hooks().stream().filter(hook -> hook.events().contains(phase)).toList(),
        chart.notes(),
        chart.crds());
  }

  private static Rendered rendered(String title, RenderedChart chart, boolean withHooks) {
    byte[] text = new TemplateCommandOutput(List.of(), false, !withHooks).bytes(chart);
    return new Rendered(title, new String(text, StandardCharsets.UTF_8));
  }
}
