package io.maglev.distro.compose;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.model.Capabilities;
import io.maglev.distro.model.DistroContext;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.render.ChartRenderer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Renders everything in a lock once, to prove that it renders and that no object has two owners.
 * Not thread-safe.
 */
final class RenderProof {
  private final Lock lock;
  private final BundleRenderer renderer;
  private final Capabilities capabilities;
  private final Map<String, RenderedChart> components = new LinkedHashMap<>();
  private final List<OwnedObject> objects = new ArrayList<>();
  private final List<DistroException> failures = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  private RenderProof(Lock lock, BundleRenderer renderer, Capabilities capabilities) {
    this.lock = lock;
    this.renderer = renderer;
    this.capabilities = capabilities;
  }

  /**
   * The proof, or why there is none.
   *
   * @throws DistroException the failure; {@link RenderFailuresException} if there are several
   */
  static RenderProof of(Lock lock, BundleRenderer renderer) {
    RenderProof proof =
        new RenderProof(lock, renderer, LowestKubernetes.capabilities(lock.kubernetes()));
    lock.components().forEach(proof::render);
    lock.hooks().forEach(proof::render);
    proof.failIfAny();
    proof.warnings.addAll(ObjectOwners.check(lock.name(), proof.objects));
    return proof;
  }

  /** What each component renders to, in order of installation. */
  Map<String, RenderedChart> components() {
    return components;
  }

  List<String> warnings() {
    return List.copyOf(warnings);
  }

  private void render(LockedComponent component) {
    String owner = "component '" + component.name() + "'";
    ReleaseContext release =
        new ReleaseContext(component.name(), component.namespace(), 1, true, false);
    collect(
            owner,
            component.namespace(),
            OwnedObject.Role.MANIFEST,
            () -> renderer.renderWithWarnings(component, release, capabilities))
        .ifPresent(rendered -> components.put(component.name(), rendered));
  }

  private void render(LockedHook hook) {
    List<String> names = lock.components().stream().map(LockedComponent::name).toList();
    for (HookPhase phase : hook.phases()) {
      int revision = phase == HookPhase.PRE_INSTALL || phase == HookPhase.POST_INSTALL ? 1 : 2;
      DistroContext context =
          new DistroContext(lock.name(), lock.version(), revision, names, phase);
      collect(
          "hook '" + hook.name() + "'",
          hook.namespace(),
          OwnedObject.Role.HOOK,
          () -> renderer.renderWithWarnings(hook, context, capabilities));
    }
  }

  private Optional<RenderedChart> collect(
      String owner,
      String namespace,
      OwnedObject.Role role,
      Supplier<ChartRenderer.Result> rendering) {
    try {
      ChartRenderer.Result result = rendering.get();
      result.warnings().forEach(warning -> warnings.add(owner + ": " + warning));
      objects.addAll(RenderedObjects.of(owner, namespace, result.chart(), role));
      return Optional.of(result.chart());
    } catch (DistroException e) {
      failures.add(e);
      return Optional.empty();
    }
  }

  private void failIfAny() {
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new RenderFailuresException(lock.name(), failures);
    }
  }
}
