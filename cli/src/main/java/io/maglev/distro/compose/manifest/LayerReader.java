package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.yaml.YamlNode;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads what a file or a profile says, as far as that can be told before it is laid over what lies
 * below: keys, names and lists. Not thread-safe.
 */
final class LayerReader {
  /** The keys that a file's spec and a profile have in common. */
  static final List<String> KEYS =
      List.of("exclude", "values", "parameters", "providers", "components", "hooks", "external");

  private final Problems problems;

  LayerReader(Problems problems) {
    this.problems = problems;
  }

  Layer read(Section section) {
    Map<Role, List<NamedNode>> members = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      members.put(role, members(section, role));
    }
    return new Layer(
        section.texts("only"),
        section.texts("exclude"),
        values(section),
        section.entries("parameters"),
        section.entries("providers"),
        members);
  }

  private Optional<YamlNode.MapNode> values(Section section) {
    Optional<YamlNode> values = section.get("values");
    if (values.isPresent() && !(values.get() instanceof YamlNode.MapNode)) {
      problems.add(values.get().problem("values: expected a map"));
    }
    return values.filter(YamlNode.MapNode.class::isInstance).map(YamlNode.MapNode.class::cast);
  }

  private List<NamedNode> members(Section section, Role role) {
    List<YamlNode> nodes = section.elements(role.list());
    List<NamedNode> named = new ArrayList<>();
    Map<String, SourceLocation> seen = new HashMap<>();
    for (YamlNode node : nodes) {
      named(node, role)
          .ifPresent(
              found -> {
                refuseDouble(role, found, seen);
                named.add(found);
              });
    }
    return named;
  }

  private Optional<NamedNode> named(YamlNode node, Role role) {
    return Section.of(node, title(node, role), problems, role.keys())
        .flatMap(
            section ->
                section
                    .required("name")
                    .map(
                        name -> {
                          Names.objection(name.value(), role.nameLimit())
                              .ifPresent(objection -> problems.add(name.problem(objection)));
                          return new NamedNode(name.value(), section.node(), name.node().where());
                        }));
  }

  /** How messages call the element: by its name if it has one. */
  private static String title(YamlNode node, Role role) {
    return node instanceof YamlNode.MapNode map
            && map.get("name").map(YamlNode::toValue).orElse("") instanceof String name
            && !name.isEmpty()
        ? role.title() + " '" + name + "'"
        : role.title();
  }

  private void refuseDouble(Role role, NamedNode node, Map<String, SourceLocation> seen) {
    SourceLocation first = seen.putIfAbsent(node.name(), node.where());
    if (first != null) {
      problems.add(
          node.problem(
              "%s '%s' is there twice, first at line %d"
                  .formatted(role.title(), node.name(), first.line())));
    }
  }
}
