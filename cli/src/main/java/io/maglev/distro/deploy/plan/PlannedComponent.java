package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.Requirement;
import java.util.List;

/**
 * A component as far as its place in a run goes. Immutable.
 *
 * @param requires names of the components it requires
 * @param optional its failure holds back what requires it, and fails nothing else
 */
public record PlannedComponent(String name, List<String> requires, boolean optional) {

  /** The place of a component of a lock. */
  public static PlannedComponent of(LockedComponent component) {
    return of(component.name(), component.requires(), component.optional());
  }

  /** The place of a component with these requirements. */
  public static PlannedComponent of(String name, List<Requirement> requires, boolean optional) {
    return new PlannedComponent(
        name,
        requires.stream()
            .filter(requirement -> !requirement.external())
            .map(Requirement::provider)
            .toList(),
        optional);
  }
}
