package io.maglev.distro.model;

import java.util.Collection;
import java.util.Optional;

/**
 * One item of a list that chooses components: a name, or {@code kind=managed-service} or {@code
 * kind=core-addon} for all of a kind. It means the same on the command line and in manifests.
 * Immutable.
 *
 * @param text as written
 */
public record Selector(String text) {
  private static final String KIND = "kind=";

  /** Whether it chooses the component. */
  public boolean chooses(String name, ComponentKind kind) {
    return isKind() ? text.equals(KIND + kind.text()) : text.equals(name);
  }

  /** Whether it names a kind, known or not. */
  public boolean isKind() {
    return text.startsWith(KIND);
  }

  /**
   * Why it can choose nothing: a kind that does not exist, or a name that is not among those known.
   * A kind of which there is no component is fine.
   *
   * @param thing what the names are names of
   */
  public Optional<String> objection(String thing, Collection<String> known) {
    if (isKind()) {
      String kind = text.substring(KIND.length());
      return ComponentKind.of(kind).isPresent()
          ? Optional.empty()
          : Optional.of("kind '" + kind + "' is neither managed-service nor core-addon");
    }
    return known.contains(text)
        ? Optional.empty()
        : Optional.of(
            "there is no " + thing + " '" + text + "'" + NearestName.suggestion(text, known));
  }
}
