package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.Problems;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.model.Selector;
import io.maglev.distro.yaml.YamlNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A manifest that is being put together: what files bring is gathered, and layers are laid over it.
 * Nothing but names is looked at. Not thread-safe.
 */
final class Draft {
  private final Problems problems;
  private final Map<Role, Map<String, NamedNode>> members = new EnumMap<>(Role.class);
  private final Set<String> dropped = new LinkedHashSet<>();
  private final Map<String, NamedNode> excluded = new LinkedHashMap<>();
  private final Map<String, YamlNode.Entry> parameters = new LinkedHashMap<>();
  private final Map<String, YamlNode.Entry> providers = new LinkedHashMap<>();
  private final Set<Section.Text> kubernetes = new LinkedHashSet<>();
  private Optional<YamlNode.MapNode> values = Optional.empty();

  Draft(Problems problems) {
    this.problems = problems;
    for (Role role : Role.values()) {
      members.put(role, new LinkedHashMap<>());
    }
  }

  Collection<NamedNode> members(Role role) {
    return byName(role).values();
  }

  /** Names of what was there once and was excluded since: to name it is no mistake. */
  Set<String> dropped() {
    return dropped;
  }

  /** Components that were there once and are no longer. */
  List<NamedNode> excluded() {
    return excluded.values().stream()
        .filter(node -> !byName(Role.COMPONENT).containsKey(node.name()))
        .toList();
  }

  Collection<YamlNode.Entry> parameters() {
    return parameters.values();
  }

  Collection<YamlNode.Entry> providers() {
    return providers.values();
  }

  /** The ranges all of which must hold. */
  Collection<Section.Text> kubernetes() {
    return kubernetes;
  }

  Optional<YamlNode.MapNode> values() {
    return values;
  }

  void restrict(Section.Text range) {
    kubernetes.add(range);
  }

  /**
   * Takes over all that an included file brings. What is there already must be the very same.
   *
   * @param own what the including file says: it settles on what two files disagree
   * @param item for problems
   */
  void absorb(Draft included, Layer own, YamlNode item) {
    for (Role role : Role.values()) {
      included.members(role).forEach(node -> absorb(role, node, item));
    }
    dropped.addAll(included.dropped);
    excluded.putAll(included.excluded);
    kubernetes.addAll(included.kubernetes);
    included.values.ifPresent(this::lay);
    included.parameters.forEach(
        (name, entry) -> absorb("parameter", parameters, entry, own.declaresParameter(name), item));
    included.providers.forEach(
        (name, entry) -> absorb("provider of", providers, entry, own.choosesProvider(name), item));
  }

  private void absorb(Role role, NamedNode node, YamlNode item) {
    NamedNode present = byName(role).putIfAbsent(node.name(), node);
    if (present != null && !present.equals(node)) {
      problems.add(
          item.problem(
              "%s '%s' comes from both '%s' (line %d) and '%s' (line %d); exclude it from one"
                  .formatted(
                      role.title(),
                      node.name(),
                      present.where().file(),
                      present.where().line(),
                      node.where().file(),
                      node.where().line())));
    }
  }

  private void absorb(
      String thing,
      Map<String, YamlNode.Entry> known,
      YamlNode.Entry entry,
      boolean settled,
      YamlNode item) {
    YamlNode.Entry present = known.putIfAbsent(entry.key(), entry);
    if (present == null || Objects.equals(present.value().toValue(), entry.value().toValue())) {
      return;
    }
    if (settled) {
      known.remove(entry.key());
      return;
    }
    problems.add(
        item.problem(
            "%s '%s' differs between '%s' (line %d) and '%s' (line %d); settle it in this file"
                .formatted(
                    thing,
                    entry.key(),
                    present.where().file(),
                    present.where().line(),
                    entry.where().file(),
                    entry.where().line())));
  }

  /** Lays a layer over all that is there: first what goes, then what changes or is new. */
  void apply(Layer layer) {
    choose(layer.only(), layer.exclude());
    for (Role role : Role.values()) {
      boolean changesOthers = !byName(role).isEmpty();
      layer.members(role).forEach(node -> apply(role, node, changesOthers));
    }
    layer.values().ifPresent(this::lay);
    layer.parameters().forEach(this::lay);
    layer.providers().forEach(entry -> providers.put(entry.key(), entry));
  }

  private void apply(Role role, NamedNode node, boolean changesOthers) {
    Map<String, NamedNode> named = byName(role);
    NamedNode below = named.get(node.name());
    boolean meantAsChange =
        changesOthers
            && role.essential().stream().noneMatch(key -> node.node().get(key).isPresent());
    if (below == null && meantAsChange) {
      String advice =
          NearestName.of(node.name(), named.keySet())
              .map(near -> "did you mean '" + near + "'?")
              .orElse("a new one needs " + String.join(" and ", role.essential()));
      problems.add(
          node.problem(
              "there is no %s '%s' to change; %s".formatted(role.title(), node.name(), advice)));
      return;
    }
    named.put(node.name(), below == null ? node : below.with(node));
  }

  private void lay(YamlNode.MapNode over) {
    values = Optional.of(values.map(below -> Overlay.values(below, over)).orElse(over));
  }

  private void lay(YamlNode.Entry parameter) {
    parameters.merge(parameter.key(), parameter, Overlay::parameter);
  }

  /** Leaves the components that {@code only} means, if any, and nothing that is excluded. */
  void choose(List<Section.Text> only, List<Section.Text> exclude) {
    Set<String> names = new LinkedHashSet<>();
    members.values().forEach(named -> names.addAll(named.keySet()));
    List<Selector> wanted = selectors(only, "component", byName(Role.COMPONENT).keySet());
    List<Selector> unwanted = selectors(exclude, "component, hook or external", names);
    byName(Role.COMPONENT)
        .values()
        .removeIf(
            node ->
                exclude(
                    node, (!only.isEmpty() && !isMeant(node, wanted)) || isMeant(node, unwanted)));
    for (Role role : List.of(Role.HOOK, Role.EXTERNAL)) {
      byName(role).values().removeIf(node -> drop(node, isNamed(node, unwanted)));
    }
  }

  private List<Selector> selectors(
      List<Section.Text> texts, String thing, Collection<String> known) {
    List<Selector> selectors = new ArrayList<>();
    for (Section.Text text : texts) {
      Selector selector = new Selector(text.value());
      selector
          .objection(thing, known)
          .ifPresent(objection -> problems.add(text.problem(objection)));
      selectors.add(selector);
    }
    return selectors;
  }

  private boolean exclude(NamedNode component, boolean unwanted) {
    if (unwanted) {
      excluded.put(component.name(), component);
    }
    return drop(component, unwanted);
  }

  private boolean drop(NamedNode node, boolean unwanted) {
    if (unwanted) {
      dropped.add(node.name());
    }
    return unwanted;
  }

  private static boolean isNamed(NamedNode node, List<Selector> selectors) {
    return selectors.contains(new Selector(node.name()));
  }

  private static boolean isMeant(NamedNode component, List<Selector> selectors) {
    Optional<ComponentKind> kind =
        component
            .node()
            .get("kind")
            .flatMap(text -> ComponentKind.of(String.valueOf(text.toValue())));
    return isNamed(component, selectors)
        || selectors.stream()
            .anyMatch(
                selector -> kind.filter(k -> selector.chooses(component.name(), k)).isPresent());
  }

  private Map<String, NamedNode> byName(Role role) {
    return members.computeIfAbsent(role, key -> new LinkedHashMap<>());
  }
}
