package io.maglev.distro.compose.manifest;

import io.maglev.distro.compose.parameter.ParameterSchema;
import io.maglev.distro.error.Problems;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.yaml.YamlNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads all that a manifest consists of once it has been put together. Not thread-safe. */
final class DraftReader {
  private final Draft draft;
  private final Problems problems;
  private final MemberReader members;

  /**
   * @param namespace of what names none
   */
  DraftReader(Draft draft, String namespace, Problems problems) {
    this.draft = draft;
    this.problems = problems;
    Set<String> declared = new LinkedHashSet<>();
    draft.parameters().forEach(entry -> declared.add(entry.key()));
    ValuesReader values = new ValuesReader(declared, problems);
    values.readGlobal(draft.values());
    this.members = new MemberReader(namespace, values, problems);
  }

  List<ParameterSchema> parameters() {
    return new ParameterReader(problems).read(draft.parameters());
  }

  List<ComponentSpec> components() {
    return draft.members(Role.COMPONENT).stream()
        .flatMap(node -> members.component(node).stream())
        .toList();
  }

  /** Components that were excluded, as far as they are well-formed. */
  static List<ComponentSpec> excluded(Draft draft, String namespace) {
    DraftReader reader = new DraftReader(draft, namespace, new Problems());
    return draft.excluded().stream()
        .flatMap(node -> reader.members.component(node).stream())
        .toList();
  }

  List<HookSpec> hooks() {
    Set<String> targets = names(Role.COMPONENT);
    targets.addAll(draft.dropped());
    return draft.members(Role.HOOK).stream()
        .flatMap(node -> members.hook(node, targets).stream())
        .toList();
  }

  List<ExternalSpec> externals() {
    Set<String> components = names(Role.COMPONENT);
    for (NamedNode node : draft.members(Role.EXTERNAL)) {
      if (components.contains(node.name())) {
        problems.add(node.problem("there is a component '" + node.name() + "' too"));
      }
    }
    return draft.members(Role.EXTERNAL).stream().map(members::external).toList();
  }

  /** The choices among providers; one whose provider was excluded is none. */
  List<ProviderChoice> providers() {
    Set<String> known = names(Role.COMPONENT);
    known.addAll(names(Role.EXTERNAL));
    List<ProviderChoice> choices = new ArrayList<>();
    for (YamlNode.Entry entry : draft.providers()) {
      if (!(entry.value().toValue() instanceof String provider)) {
        problems.add(entry.value().problem("provider of '" + entry.key() + "': expected a name"));
      } else if (known.contains(provider)) {
        choices.add(new ProviderChoice(entry.key(), provider, entry.value().where()));
      } else if (!draft.dropped().contains(provider)) {
        problems.add(
            entry
                .value()
                .problem(
                    "there is no component or external '"
                        + provider
                        + "'"
                        + NearestName.suggestion(provider, known)));
      }
    }
    return choices;
  }

  private Set<String> names(Role role) {
    Set<String> names = new LinkedHashSet<>();
    draft.members(role).forEach(node -> names.add(node.name()));
    return names;
  }
}
