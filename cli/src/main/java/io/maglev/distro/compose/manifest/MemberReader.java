package io.maglev.distro.compose.manifest;

import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.NearestName;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.model.Selector;
import io.maglev.distro.yaml.YamlNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Pattern;

/** Reads single components and hooks of a manifest. Not thread-safe. */
final class MemberReader {
  static final List<String> READINESS_KEYS = List.of("kind", "path", "ready", "failed");

  private static final Duration DEFAULT_TIMEOUT = Duration.ofMinutes(5);
  private static final Pattern GROUP_KIND = Pattern.compile("[A-Z][A-Za-z0-9]*(\\.[a-z0-9.-]+)?");
  private static final Pattern READINESS_PATH =
      Pattern.compile("condition:[A-Za-z0-9./-]+|[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");

  /** The phases of a distro; a chart's tests are no business of its. */
  private static final List<String> PHASES =
      Arrays.stream(HookPhase.values())
          .filter(phase -> phase != HookPhase.TEST)
          .map(HookPhase::text)
          .toList();

  private final String defaultNamespace;
  private final ValuesReader values;
  private final Problems problems;

  MemberReader(String defaultNamespace, ValuesReader values, Problems problems) {
    this.defaultNamespace = defaultNamespace;
    this.values = values;
    this.problems = problems;
  }

  /** The component; empty if it lacks what everything else hangs on. Problems are noted. */
  Optional<ComponentSpec> component(NamedNode node) {
    Section section = section(Role.COMPONENT, node);
    Optional<ComponentKind> kind = kind(section);
    Optional<ChartPath> chart = chart(section);
    String namespace = namespace(section);
    RollbackPolicy rollback = rollback(section);
    boolean optional = section.flag("optional");
    Duration timeout = timeout(section);
    List<Provision> provides = parsed(section.texts("provides"), Provision::parse);
    List<Need> requires = parsed(section.texts("requires"), Need::parse);
    List<ReadinessRule> readiness =
        section.elements("readiness").stream().flatMap(rule -> rule(rule).stream()).toList();
    var ownValues = values.readOver(section.get("values"));
    if (kind.isEmpty() || chart.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new ComponentSpec(
            node.name(),
            kind.get(),
            chart.get(),
            namespace,
            ownValues,
            provides,
            requires,
            rollback,
            optional,
            readiness,
            timeout,
            node.where()));
  }

  /**
   * The hook; empty if it lacks what everything else hangs on. Problems are noted.
   *
   * @param components names that {@code before} and {@code after} may say
   */
  Optional<HookSpec> hook(NamedNode node, Set<String> components) {
    Section section = section(Role.HOOK, node);
    Set<HookPhase> phases = phases(section);
    Optional<ChartPath> chart = chart(section);
    String namespace = namespace(section);
    Duration timeout = timeout(section);
    List<String> before = targets(section.texts("before"), components);
    List<String> after = targets(section.texts("after"), components);
    var ownValues = values.readOver(section.get("values"));
    if (chart.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new HookSpec(
            node.name(),
            phases,
            chart.get(),
            namespace,
            ownValues,
            before,
            after,
            timeout,
            node.where()));
  }

  /** What is provided from outside; problems are noted. */
  ExternalSpec external(NamedNode node) {
    Section section = section(Role.EXTERNAL, node);
    List<Section.Text> texts = section.texts("provides");
    if (texts.isEmpty()) {
      section.missing("provides");
    }
    List<Provision> provides = parsed(texts, Provision::parse);
    Set<String> seen = new HashSet<>();
    for (Provision provision : provides) {
      String capability = provision.capability();
      if (provision.version().isEmpty()) {
        problems.add(provision.problem("say which version is provided: '" + capability + " 16.4'"));
      }
      if (!seen.add(capability)) {
        problems.add(provision.problem("capability '" + capability + "' is there twice"));
      }
    }
    return new ExternalSpec(
        node.name(), provides, values.readAlone(section.get("values")), node.where());
  }

  private Section section(Role role, NamedNode node) {
    return Section.checked(node.node(), role.title() + " '" + node.name() + "'", problems);
  }

  private Optional<ComponentKind> kind(Section section) {
    Optional<Section.Text> text = section.required("kind");
    Optional<ComponentKind> kind = text.flatMap(given -> ComponentKind.of(given.value()));
    if (text.isPresent() && kind.isEmpty()) {
      String problem = "kind '%s' is neither managed-service nor core-addon";
      note(text.get(), Optional.of(problem.formatted(text.get().value())));
    }
    return kind;
  }

  private Optional<ChartPath> chart(Section section) {
    return section
        .required("chart")
        .map(
            text -> {
              if (text.value().matches("[a-z][a-z0-9+.-]*://.*")) {
                note(text, Optional.of("only paths are supported, no repository: " + text.value()));
              } else if (text.value().isEmpty() || text.value().indexOf('\0') >= 0) {
                note(text, Optional.of("expected the path of a chart"));
              }
              return new ChartPath(text.value(), text.node().where());
            });
  }

  private String namespace(Section section) {
    return section
        .text("namespace")
        .map(
            text -> {
              note(text, Names.objection(text.value(), Names.LABEL));
              return text.value();
            })
        .orElse(defaultNamespace);
  }

  private RollbackPolicy rollback(Section section) {
    RollbackPolicy policy =
        choice(section, "rollback", RollbackPolicy::of, "neither allowed nor forward-only")
            .orElse(RollbackPolicy.ALLOWED);
    return choice(section, "rollbackHooks", RollbackHooks::of, "neither target nor current")
        .map(policy::withHooks)
        .orElse(policy);
  }

  private <T> Optional<T> choice(
      Section section, String key, Function<String, Optional<T>> names, String objection) {
    Optional<Section.Text> text = section.text(key);
    Optional<T> chosen = text.map(Section.Text::value).flatMap(names);
    if (chosen.isEmpty()) {
      text.ifPresent(
          given -> note(given, Optional.of(key + " '" + given.value() + "' is " + objection)));
    }
    return chosen;
  }

  private Duration timeout(Section section) {
    Optional<Section.Text> text = section.text("timeout");
    Optional<Duration> timeout = text.flatMap(given -> DurationText.parse(given.value()));
    if (text.isPresent() && timeout.isEmpty()) {
      note(
          text.get(),
          Optional.of("'" + text.get().value() + "' is no duration; write 90s, 10m or 1h30m"));
    }
    return timeout.orElse(DEFAULT_TIMEOUT);
  }

  private Set<HookPhase> phases(Section section) {
    List<Section.Text> texts = section.texts("phases");
    Set<HookPhase> phases = new LinkedHashSet<>();
    for (Section.Text text : texts) {
      if (PHASES.contains(text.value())) {
        HookPhase.of(text.value()).ifPresent(phases::add);
      } else {
        String nearest = NearestName.suggestion(text.value(), PHASES);
        note(text, Optional.of("there is no phase '" + text.value() + "'" + nearest));
      }
    }
    if (texts.isEmpty()) {
      section.missing("phases");
    }
    return phases;
  }

  private Optional<ReadinessRule> rule(YamlNode node) {
    return Section.of(node, "readiness rule", problems, READINESS_KEYS)
        .flatMap(
            section -> {
              Optional<Section.Text> kind = section.required("kind");
              Optional<Section.Text> path = section.required("path");
              Optional<Section.Text> ready = section.required("ready");
              Optional<Section.Text> failed = section.text("failed");
              kind.filter(text -> !GROUP_KIND.matcher(text.value()).matches())
                  .ifPresent(text -> note(text, Optional.of("write Kind.group")));
              path.filter(text -> !READINESS_PATH.matcher(text.value()).matches())
                  .ifPresent(
                      text -> note(text, Optional.of("write condition:TYPE or a dotted path")));
              return kind.isEmpty() || path.isEmpty() || ready.isEmpty()
                  ? Optional.empty()
                  : Optional.of(
                      new ReadinessRule(
                          kind.get().value(),
                          path.get().value(),
                          ready.get().value(),
                          failed.map(Section.Text::value).orElse("")));
            });
  }

  private List<String> targets(List<Section.Text> texts, Set<String> components) {
    texts.forEach(
        text -> note(text, new Selector(text.value()).objection("component", components)));
    return texts.stream().map(Section.Text::value).toList();
  }

  private <T> List<T> parsed(
      List<Section.Text> texts, BiFunction<String, SourceLocation, T> parser) {
    List<T> parsed = new ArrayList<>();
    for (Section.Text text : texts) {
      try {
        parsed.add(parser.apply(text.value(), text.node().where()));
      } catch (IllegalArgumentException e) {
        note(text, Optional.ofNullable(e.getMessage()));
      }
    }
    return parsed;
  }

  private void note(Section.Text text, Optional<String> objection) {
    objection.ifPresent(problem -> problems.add(text.problem(problem)));
  }
}
