package io.maglev.distro.model;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Renders a component or distro hook of the bundle that is being deployed, with the operator's
 * parameters, as late as possible. {@code action} supplies it, {@code deploy} calls it, so that
 * deploying depends on neither charts nor templates. Implementations are thread-safe.
 */
public interface ComponentRenderer {

  /** The component's own values with the operator's parameters filled in. */
  Map<String, @Nullable Object> values(LockedComponent component);

  /**
   * What the component renders to for that release.
   *
   * @throws io.maglev.distro.error.DistroException if the chart does not render
   */
  RenderedChart render(
      LockedComponent component, ReleaseContext release, Capabilities capabilities);

  /**
   * What the hook renders to.
   *
   * @param distro what the hook's templates see under {@code .Values.distro}
   */
  RenderedChart render(LockedHook hook, DistroContext distro, Capabilities capabilities);
}
