package io.maglev.distro.compose.manifest;

import io.maglev.distro.yaml.YamlNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What one file, or one profile of it, says over all that lies below it: what goes, what changes,
 * what is new. Immutable.
 *
 * @param only components that stay, all if empty
 * @param exclude what goes
 */
record Layer(
    List<Section.Text> only,
    List<Section.Text> exclude,
    Optional<YamlNode.MapNode> values,
    List<YamlNode.Entry> parameters,
    List<YamlNode.Entry> providers,
    Map<Role, List<NamedNode>> members) {
  /** Changes nothing. */
  static final Layer NOTHING =
      new Layer(List.of(), List.of(), Optional.empty(), List.of(), List.of(), Map.of());

  Layer {
    members = Map.copyOf(members);
  }

  List<NamedNode> members(Role role) {
    return members.getOrDefault(role, List.of());
  }

  boolean declaresParameter(String name) {
    return parameters.stream().anyMatch(entry -> entry.key().equals(name));
  }

  boolean choosesProvider(String capability) {
    return providers.stream().anyMatch(entry -> entry.key().equals(capability));
  }
}
