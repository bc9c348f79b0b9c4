package io.maglev.distro.release;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a distro revision consists of, which seldom changes during a run. Immutable.
 *
 * @param parameters the operator's values, secret ones too: the record is a Secret
 * @param secretParameters names of those to be masked everywhere
 * @param components in deployment order
 * @param hooks rendered for every phase they have
 */
public record RevisionContent(
    Map<String, @Nullable Object> parameters,
    Set<String> secretParameters,
    List<RevisionComponent> components,
    List<RevisionHook> hooks) {

  /** The component of that name. */
  public Optional<RevisionComponent> component(String name) {
    return components.stream().filter(component -> component.name().equals(name)).findFirst();
  }

  /** With the component put in place of its namesake. */
  public RevisionContent with(RevisionComponent changed) {
    List<RevisionComponent> replaced =
        components.stream()
            .map(component -> component.name().equals(changed.name()) ? changed : component)
            .toList();
    return new RevisionContent(parameters, secretParameters, replaced, hooks);
  }

  /** Names components only: parameters may be secret. */
  @Override
  public String toString() {
    return "RevisionContent" + components.stream().map(RevisionComponent::name).toList();
  }
}
