package io.maglev.distro.compose;

import io.maglev.distro.chart.Chart;
import io.maglev.distro.chart.ChartLoader;
import io.maglev.distro.compose.parameter.ParameterTemplate;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.ComponentRenderer;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.render.ChartRenderer;
import io.maglev.distro.render.RenderOptions;
import io.maglev.distro.render.RenderRequest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Renders the components and hooks of one lock with the operator's parameters. Each chart is read
 * once and shared. What failures say is free of secrets. Thread-safe.
 */
public final class BundleRenderer implements ComponentRenderer {
  /** Phases of what follows a revision, as Helm tells charts. */
  private static final Set<HookPhase> UPGRADES =
      Set.of(
          HookPhase.PRE_UPGRADE,
          HookPhase.POST_UPGRADE,
          HookPhase.PRE_ROLLBACK,
          HookPhase.POST_ROLLBACK);

  private final Function<LockedChart, Chart> charts;
  private final ParameterValues parameters;
  private final RenderOptions options;
  private final Map<Digest, Chart> loaded = new ConcurrentHashMap<>();

  /**
   * @param archives the .tgz of each chart by its digest; called from many threads
   * @param options the cluster for {@code lookup}, the clock and the random source
   */
  public BundleRenderer(
      Function<Digest, byte[]> archives, ParameterValues parameters, RenderOptions options) {
    this(parameters, options, locked -> load(locked, archives.apply(locked.digest())));
  }

  private BundleRenderer(
      ParameterValues parameters, RenderOptions options, Function<LockedChart, Chart> charts) {
    this.charts = charts;
    this.parameters = parameters;
    this.options = options;
  }

  /** One of charts that are loaded already, each by the digest of its archive. */
  static BundleRenderer ofCharts(
      Map<Digest, Chart> charts, ParameterValues parameters, RenderOptions options) {
    return new BundleRenderer(
        parameters, options, locked -> Objects.requireNonNull(charts.get(locked.digest())));
  }

  @Override
  public Map<String, @Nullable Object> values(LockedComponent component) {
    return values(component.values());
  }

  @Override
  public RenderedChart render(
      LockedComponent component, ReleaseContext release, Capabilities capabilities) {
    return renderWithWarnings(component, release, capabilities).chart();
  }

  @Override
  public RenderedChart render(LockedHook hook, DistroContext distro, Capabilities capabilities) {
    return renderWithWarnings(hook, distro, capabilities).chart();
  }

  /** As {@link #render(LockedComponent, ReleaseContext, Capabilities)}, with Helm's warnings. */
  ChartRenderer.Result renderWithWarnings(
      LockedComponent component, ReleaseContext release, Capabilities capabilities) {
    return render(
        new Member(
            "component '" + component.name() + "'",
            component.chart(),
            () -> values(component.values())),
        release,
        capabilities);
  }

  /** As {@link #render(LockedHook, DistroContext, Capabilities)}, with Helm's warnings. */
  ChartRenderer.Result renderWithWarnings(
      LockedHook hook, DistroContext distro, Capabilities capabilities) {
    boolean upgrade = UPGRADES.contains(distro.phase());
    return render(
        new Member(
            "hook '" + hook.name() + "'",
            hook.chart(),
            () -> {
              Map<String, @Nullable Object> values = values(hook.values());
              values.put("distro", context(distro));
              return values;
            }),
        new ReleaseContext(
            hook.name(), hook.namespace(), Math.max(1, distro.revision()), !upgrade, upgrade),
        capabilities);
  }

  private ChartRenderer.Result render(
      Member member, ReleaseContext release, Capabilities capabilities) {
    try {
      Chart chart =
          loaded.computeIfAbsent(member.chart().digest(), digest -> charts.apply(member.chart()));
      return ChartRenderer.renderWithWarnings(
          new RenderRequest(chart, member.values().get(), release, capabilities, options));
    } catch (DistroException e) {
      throw parameters.mask(told(e, member));
    }
  }

  private static Chart load(LockedChart locked, byte[] archive) {
    return ChartLoader.fromArchive(locked.name() + "-" + locked.version() + ".tgz", archive);
  }

  private Map<String, @Nullable Object> values(Map<String, @Nullable Object> templates) {
    return ParameterTemplate.substitute(templates, parameters);
  }

  /** What hook templates see under {@code .Values.distro}; numbers as from a values file. */
  private static Map<String, @Nullable Object> context(DistroContext distro) {
    Map<String, @Nullable Object> values = new LinkedHashMap<>();
    values.put("name", distro.name());
    values.put("version", distro.version());
    values.put("revision", (double) distro.revision());
    values.put("components", List.copyOf(distro.components()));
    values.put("phase", distro.phase().text());
    return values;
  }

  /** The failure, told of the component rather than of its chart. */
  private static DistroException told(DistroException e, Member member) {
    String message = String.valueOf(e.getMessage());
    String ofChart = "cannot render chart '" + member.chart().name() + "'";
    String told =
        message.startsWith(ofChart)
            ? "cannot render " + member.title() + message.substring(ofChart.length())
            : "cannot render " + member.title() + ": " + message;
    return new DistroException(e.code(), told, e.where(), e.hint(), e);
  }

  /**
   * A component or hook.
   *
   * @param title how messages call it
   * @param values substituted when asked for, which may fail
   */
  private record Member(
      String title, LockedChart chart, Supplier<Map<String, @Nullable Object>> values) {}
}
