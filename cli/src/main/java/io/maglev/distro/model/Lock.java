package io.maglev.distro.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The resolved manifest: every chart by digest, every requirement by provider. It is what a bundle
 * carries and what install works from. Immutable.
 *
 * @param kubernetes the range of Kubernetes versions, {@code *} for any
 * @param namespace where components and hooks live that name none
 * @param parameters JSON Schema of each parameter by name, in the manifest's order
 * @param components in an order in which each comes after all it requires
 * @param hooks in the manifest's order
 * @param externals what is provided from outside; no name of theirs is a component's
 */
public record Lock(
    String name,
    String version,
    String description,
    String kubernetes,
    String namespace,
    Map<String, Map<String, @Nullable Object>> parameters,
    List<LockedComponent> components,
    List<LockedHook> hooks,
    List<LockedExternal> externals) {

  /** A lock to which nothing is provided from outside. */
  public Lock(
      String name,
      String version,
      String description,
      String kubernetes,
      String namespace,
      Map<String, Map<String, @Nullable Object>> parameters,
      List<LockedComponent> components,
      List<LockedHook> hooks) {
    this(
        name,
        version,
        description,
        kubernetes,
        namespace,
        parameters,
        components,
        hooks,
        List.of());
  }

  /** The component of that name, if there is one. */
  public Optional<LockedComponent> component(String name) {
    return components.stream().filter(component -> component.name().equals(name)).findFirst();
  }
}
