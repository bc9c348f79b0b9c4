package io.maglev.distro.action;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.RevisionComponent;
import java.util.List;

/** Finds the component that a command is about alone. */
final class ChosenComponent {
  private ChosenComponent() {}

  /**
   * The component of that name.
   *
   * @param verb for the error: {@code show}
   * @throws DistroException with NOT_FOUND if the revision has none
   */
  static RevisionComponent of(DistroRevision revision, String name, String verb) {
    List<String> names =
        revision.content().components().stream().map(RevisionComponent::name).toList();
    return revision
        .content()
        .component(name)
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.NOT_FOUND,
                    "cannot %s component '%s': distro '%s' has none of that name"
                        .formatted(verb, name, revision.key().distro()),
                    NearestName.of(name, names)
                        .map(near -> "did you mean '" + near + "'?")
                        .orElse("there are " + String.join(", ", names))));
  }
}
