package io.maglev.distro.model;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which components are meant: {@code --only} and {@code --exclude}, each a list of names and of
 * {@code kind=managed-service} or {@code kind=core-addon}. Immutable.
 *
 * @param only empty: all
 */
public record Selection(List<String> only, List<String> exclude) {
  /** Every component. */
  public static final Selection ALL = new Selection(List.of(), List.of());

  public boolean isAll() {
    return only.isEmpty() && exclude.isEmpty();
  }

  /**
   * The names meant, in the order of the map.
   *
   * @throws DistroException with {@code USAGE} if a name is unknown, or nothing is left
   */
  public Set<String> choose(Map<String, ComponentKind> components) {
    Set<String> chosen = new LinkedHashSet<>(components.keySet());
    if (!only.isEmpty()) {
      chosen.retainAll(expand(only, components));
    }
    chosen.removeAll(expand(exclude, components));
    if (chosen.isEmpty()) {
      throw DistroException.of(
          ErrorCode.USAGE, "cannot choose components: none is left", "see --only and --exclude");
    }
    return chosen;
  }

  private static Set<String> expand(List<String> items, Map<String, ComponentKind> components) {
    Set<String> names = new LinkedHashSet<>();
    for (String item : items) {
      Selector selector = new Selector(item);
      if (selector.objection("component", components.keySet()).isPresent()) {
        throw selector.isKind() ? unknownKind(item) : unknown(item, components);
      }
      components.forEach(
          (name, kind) -> {
            if (selector.chooses(name, kind)) {
              names.add(name);
            }
          });
    }
    return names;
  }

  private static DistroException unknownKind(String item) {
    String kind = item.substring(item.indexOf('=') + 1);
    return DistroException.of(
        ErrorCode.USAGE,
        "cannot choose components of kind '" + kind + "': there is no such kind",
        "kinds are managed-service and core-addon");
  }

  private static DistroException unknown(String name, Map<String, ComponentKind> components) {
    Optional<String> nearest = NearestName.of(name, components.keySet());
    return DistroException.of(
        ErrorCode.USAGE,
        "cannot choose component '" + name + "': there is none of that name",
        nearest
            .map(near -> "did you mean '" + near + "'?")
            .orElse("there are " + String.join(", ", components.keySet())));
  }
}
