package io.maglev.distro.deploy;

import io.maglev.distro.model.ComponentRenderer;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.SafetyOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is to be brought up, and how. Immutable; holds secret parameters, so it is never printed.
 *
 * @param operation whether the distro comes to be or is upgraded
 * @param bundle identity of the bundle the lock came from
 * @param parameters checked, defaults filled in
 * @param secretParameters names of those that are masked everywhere
 * @param chosen names of the components this run is about
 * @param renderer renders with exactly these parameters
 */
public record DeployOrder(
    Operation operation,
    Lock lock,
    Digest bundle,
    Map<String, @Nullable Object> parameters,
    Set<String> secretParameters,
    Set<String> chosen,
    ComponentRenderer renderer,
    Options options) {

  /**
   * How to go about it.
   *
   * @param timeout for each component and hook in place of what the lock says
   * @param parallel how many tasks may run at once
   * @param createNamespaces whether missing namespaces are made
   * @param hooks what becomes of hooks
   * @param safety what the run may leave behind and destroy
   * @param adopt components whose releases are no distro's and become this one's
   * @param operator {@code user@host}, for the lock's holder
   */
  public record Options(
      Optional<Duration> timeout,
      int parallel,
      boolean createNamespaces,
      HookOptions hooks,
      SafetyOptions safety,
      Set<String> adopt,
      String operator) {}

  /** The chosen components in the lock's order. */
  List<LockedComponent> components() {
    return lock.components().stream().filter(c -> chosen.contains(c.name())).toList();
  }

  LockedComponent component(String name) {
    return lock.component(name).orElseThrow(() -> new IllegalArgumentException(name));
  }

  /** Whether the task is a component whose failure fails nothing else. */
  boolean isOptional(String task) {
    return lock.component(task).filter(LockedComponent::optional).isPresent();
  }

  LockedHook hook(String name) {
    return lock.hooks().stream()
        .filter(hook -> hook.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(name));
  }

  Duration timeout(Duration locked) {
    return options.timeout().orElse(locked);
  }

  @Override
  public String toString() {
    return "DeployOrder[" + lock.name() + " " + lock.version() + ", " + chosen + "]";
  }
}
