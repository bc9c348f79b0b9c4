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
  private final Map<String, RenderedChart> components = new LinkedHashMap<>();
  private final List<OwnedObject> objects = new ArrayList<>();
  private final List<DistroException> failures = new ArrayList<>();
  private final Set<String> warnings = new LinkedHashSet<>();

  private RenderProof(Lock lock) {
    this.lock = lock;
  }

  /**
   * The proof, or why there is none.
   *
   * @throws DistroException the failure; {@link RenderFailuresException} if there are several
   */
  static RenderProof of(Lock lock, BundleRenderer renderer) {
    Capabilities capabilities = LowestKubernetes.capabilities(lock.kubernetes());
    List<Rendering> renderings = new ArrayList<>();
    lock.components().forEach(component -> renderings.add(of(component, renderer, capabilities)));
    lock.hooks().forEach(hook -> renderings.addAll(of(hook, lock, renderer, capabilities)));
    RenderProof proof = new RenderProof(lock);
    // Rendered at once, for key pairs take their time; told in order, for people.
    renderings.parallelStream().map(Rendering::run).toList().forEach(proof::add);
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

  private static Rendering of(
      LockedComponent component, BundleRenderer renderer, Capabilities capabilities) {
    ReleaseContext release =
        new ReleaseContext(component.name(), component.namespace(), 1, true, false);
    return new Rendering(
        component.name(),
        "component '" + component.name() + "'",
        component.namespace(),
        OwnedObject.Role.MANIFEST,
        () -> renderer.renderWithWarnings(component, release, capabilities));
  }

  private static List<Rendering> of(
      LockedHook hook, Lock lock, BundleRenderer renderer, Capabilities capabilities) {
    List<String> names = lock.components().stream().map(LockedComponent::name).toList();
    List<Rendering> renderings = new ArrayList<>();
    for (HookPhase phase : hook.phases()) {
      int revision = phase == HookPhase.PRE_INSTALL || phase == HookPhase.POST_INSTALL ? 1 : 2;
      DistroContext context =
          new DistroContext(lock.name(), lock.version(), revision, names, phase);
      renderings.add(
          new Rendering(
              "",
              "hook '" + hook.name() + "'",
              hook.namespace(),
              OwnedObject.Role.HOOK,
              () -> renderer.renderWithWarnings(hook, context, capabilities)));
    }
    return renderings;
  }

  private void add(Rendered rendered) {
    rendered.failure().ifPresent(failures::add);
    objects.addAll(rendered.objects());
    rendered
        .result()
        .ifPresent(
            result -> {
              String owner = rendered.of().owner();
              result.warnings().forEach(warning -> warnings.add(owner + ": " + warning));
              if (!rendered.of().component().isEmpty()) {
                components.put(rendered.of().component(), result.chart());
              }
            });
  }

  private void failIfAny() {
    if (failures.size() == 1) {
      throw failures.get(0);
    }
    if (!failures.isEmpty()) {
      throw new RenderFailuresException(lock.name(), failures);
    }
  }

  /**
   * Something to be rendered.
   *
   * @param component its name, empty for hooks
   */
  private record Rendering(
      String component,
      String owner,
      String namespace,
      OwnedObject.Role role,
      Supplier<ChartRenderer.Result> work) {

    Rendered run() {
      try {
        ChartRenderer.Result result = work.get();
        List<OwnedObject> objects = RenderedObjects.of(owner, namespace, result.chart(), role);
        return new Rendered(this, Optional.of(result), objects, Optional.empty());
      } catch (DistroException e) {
        return new Rendered(this, Optional.empty(), List.of(), Optional.of(e));
      }
    }
  }

  /** What became of it. */
  private record Rendered(
      Rendering of,
      Optional<ChartRenderer.Result> result,
      List<OwnedObject> objects,
      Optional<DistroException> failure) {}
}
