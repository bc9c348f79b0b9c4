package io.maglev.distro.deploy.hook;

import io.maglev.distro.deploy.run.ClusterFacts;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.ComponentRenderer;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.release.RevisionHook;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Renders distro hooks. What was rendered to see whether it renders is what runs, where nothing has
 * changed in between: a certificate is made once. Thread-safe.
 */
public final class HookRenderings {
  private final ComponentRenderer renderer;
  private final KubeGateway kube;
  private final Map<Inputs, RenderedChart> checked = new ConcurrentHashMap<>();

  public HookRenderings(ComponentRenderer renderer, KubeGateway kube) {
    this.renderer = renderer;
    this.kube = kube;
  }

  /** Renders the hook, and remembers what came out. */
  public void check(LockedHook hook, DistroContext distro) {
    checked.put(new Inputs(hook.name(), distro), chart(hook, distro));
  }

  /** The hook as it was checked, rendered now if it was not. Each is given out once. */
  public RevisionHook checked(LockedHook hook, DistroContext distro) {
    Optional<RenderedChart> known =
        Optional.ofNullable(checked.remove(new Inputs(hook.name(), distro)));
    return recorded(hook, distro, known.orElseGet(() -> chart(hook, distro)));
  }

  /** The hook as it renders now, which may depend on what the run has brought up by now. */
  public RevisionHook fresh(LockedHook hook, DistroContext distro) {
    return recorded(hook, distro, chart(hook, distro));
  }

  private RenderedChart chart(LockedHook hook, DistroContext distro) {
    return renderer.render(hook, distro, ClusterFacts.capabilities(kube));
  }

  private static RevisionHook recorded(
      LockedHook hook, DistroContext distro, RenderedChart rendered) {
    return new RevisionHook(
        hook.name(),
        distro.phase(),
        hook.namespace(),
        hook.before(),
        hook.after(),
        hook.timeout(),
        rendered.manifest(),
        rendered.hooks());
  }

  /** What a rendering depends on, within one run. */
  private record Inputs(String hook, DistroContext distro) {}
}
