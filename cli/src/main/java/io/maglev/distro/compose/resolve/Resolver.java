package io.maglev.distro.compose.resolve;

import io.maglev.distro.compose.manifest.ChartPath;
import io.maglev.distro.compose.manifest.ComponentSpec;
import io.maglev.distro.compose.manifest.HookSpec;
import io.maglev.distro.compose.manifest.Manifest;
import io.maglev.distro.compose.pack.ChartPacker;
import io.maglev.distro.compose.pack.PackedChart;
import io.maglev.distro.compose.parameter.ParameterSchema;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.Selection;
import io.maglev.distro.model.Selector;
import io.maglev.distro.values.UserValues;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Resolves one manifest. Not thread-safe. */
public final class Resolver {
  private final Manifest manifest;
  private final ChartPacker packer = new ChartPacker();
  private final List<String> warnings = new ArrayList<>();

  private Resolver(Manifest manifest) {
    this.manifest = manifest;
  }

  /**
   * The manifest, or the chosen components of it, with charts packed and requirements met.
   *
   * @throws DistroException with REQUIREMENT_UNMET for requirements that none or several meet, and
   *     for cycles; CHART_INVALID and the like for charts that cannot be used
   */
  public static Resolution resolve(Manifest manifest, Selection selection) {
    return new Resolver(manifest).resolve(selection);
  }

  private Resolution resolve(Selection selection) {
    Map<String, ComponentKind> kinds = new LinkedHashMap<>();
    manifest.components().forEach(component -> kinds.put(component.name(), component.kind()));
    Set<String> chosen = selection.choose(kinds);
    packAhead(chosen);
    List<Member> members = members(chosen);
    List<External> externals = manifest.externals().stream().map(External::of).toList();
    Map<String, List<Requirement>> requirements =
        new Matching(members, externals, manifest.providers(), () -> absent(chosen))
            .match(manifest.name());
    List<LockedComponent> components =
        members.stream()
            .map(
                member ->
                    locked(member, requirements.getOrDefault(member.name(), List.of()), externals))
            .toList();
    components.forEach(component -> warnOfOptionalProviders(component, components));
    Map<String, PackedChart> hookCharts = new LinkedHashMap<>();
    List<LockedHook> hooks = hooks(components, hookCharts);
    Map<String, PackedChart> charts = new LinkedHashMap<>();
    members.forEach(member -> charts.put(member.name(), member.chart()));
    Lock lock = lock(Ordering.order(manifest.name(), components, hooks), hooks, externals);
    return new Resolution(lock, charts, hookCharts, warnings);
  }

  private void warnOfOptionalProviders(
      LockedComponent component, List<LockedComponent> components) {
    components.stream()
        .filter(other -> other.optional() && !component.optional())
        .filter(
            other ->
                component.requires().stream()
                    .anyMatch(requirement -> requirement.provider().equals(other.name())))
        .forEach(
            other ->
                warnings.add(
                    "component '%s' requires '%s', which is optional: where that fails, '%s' is not"
                            .formatted(component.name(), other.name(), component.name())
                        + " installed"));
  }

  private Lock lock(
      List<LockedComponent> components, List<LockedHook> hooks, List<External> externals) {
    Map<String, Map<String, @Nullable Object>> parameters = new LinkedHashMap<>();
    for (ParameterSchema schema : manifest.parameters()) {
      parameters.put(schema.name(), schema.json());
    }
    return new Lock(
        manifest.name(),
        manifest.version(),
        manifest.description(),
        manifest.kubernetes(),
        manifest.namespace(),
        parameters,
        components,
        hooks,
        externals.stream().map(External::locked).toList());
  }

  private List<Member> members(Set<String> chosen) {
    Problems problems = new Problems();
    List<Member> members = new ArrayList<>();
    for (ComponentSpec spec : manifest.components()) {
      if (chosen.contains(spec.name())) {
        PackedChart chart = pack("component '" + spec.name() + "'", spec.chart());
        members.add(Member.of(spec, chart, problems));
      }
    }
    problems.throwIfAny(
        ErrorCode.CHART_INVALID,
        "cannot read what charts of '" + manifest.name() + "' say of themselves");
    return members;
  }

  /** The components that take no part, as far as their charts can be read. */
  private List<Absent> absent(Set<String> chosen) {
    List<Absent> absent = new ArrayList<>();
    manifest.components().stream()
        .filter(spec -> !chosen.contains(spec.name()))
        .flatMap(spec -> asFarAsReadable(spec).stream())
        .forEach(member -> absent.add(new Absent(member, "choose " + member.name() + " too")));
    manifest.excluded().stream()
        .flatMap(spec -> asFarAsReadable(spec).stream())
        .map(
            member ->
                new Absent(
                    member,
                    "exclude "
                        + member.name()
                        + " no longer, or say under spec.external what provides it"))
        .forEach(absent::add);
    return absent;
  }

  private Optional<Member> asFarAsReadable(ComponentSpec spec) {
    try {
      PackedChart chart = pack("component '" + spec.name() + "'", spec.chart());
      return Optional.of(Member.of(spec, chart, new Problems()));
    } catch (DistroException e) {
      // It only helps to explain another failure: that one is told without it.
      return Optional.empty();
    }
  }

  private void packAhead(Set<String> chosen) {
    List<ChartPath> paths = new ArrayList<>();
    manifest.components().stream()
        .filter(spec -> chosen.contains(spec.name()))
        .forEach(spec -> paths.add(spec.chart()));
    manifest.hooks().forEach(spec -> paths.add(spec.chart()));
    packer.packAhead(paths.stream().flatMap(path -> located(path).stream()).toList());
  }

  /** Where the chart lies; empty if that is no path, which {@link #pack} tells. */
  private Optional<Path> located(ChartPath path) {
    try {
      return Optional.of(path.resolve());
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private PackedChart pack(String member, ChartPath path) {
    try {
      return packer.pack(path.resolve());
    } catch (DistroException e) {
      SourceLocation at = path.where();
      throw e.within(
          "cannot use the chart of " + member + ": " + e.getMessage(),
          new SourceLocation(at.file(), at.line(), at.column(), "chart: " + path.text()));
    } catch (InvalidPathException e) {
      SourceLocation at = path.where();
      throw DistroException.at(
          ErrorCode.MANIFEST_INVALID,
          "cannot use the chart of " + member + ": its path is none",
          new SourceLocation(at.file(), at.line(), at.column(), e.getReason()));
    }
  }

  private static LockedComponent locked(
      Member member, List<Requirement> requirements, List<External> externals) {
    ComponentSpec spec = member.spec();
    return new LockedComponent(
        spec.name(),
        spec.kind(),
        member.chart().locked(),
        spec.namespace(),
        values(spec, requirements, externals),
        List.copyOf(member.provides().values()),
        requirements,
        spec.rollback(),
        spec.optional(),
        spec.readiness(),
        spec.timeout());
  }

  /** The component's values over what it is told of the outside it relies on. */
  private static Map<String, @Nullable Object> values(
      ComponentSpec spec, List<Requirement> requirements, List<External> externals) {
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    for (Requirement requirement : requirements) {
      for (External external : externals) {
        if (requirement.external() && external.name().equals(requirement.provider())) {
          told = UserValues.mergeMaps(told, external.values(requirement.capability()));
        }
      }
    }
    return UserValues.mergeMaps(told, spec.values());
  }

  private List<LockedHook> hooks(
      List<LockedComponent> components, Map<String, PackedChart> charts) {
    List<LockedHook> hooks = new ArrayList<>();
    for (HookSpec spec : manifest.hooks()) {
      List<String> before = expand(spec.before(), components);
      List<String> after = expand(spec.after(), components);
      boolean barrier = spec.before().isEmpty() && spec.after().isEmpty();
      if (!barrier && before.isEmpty() && after.isEmpty()) {
        // With empty lists it would become a barrier, which it never was.
        warnings.add(
            "hook '" + spec.name() + "' is left out: none of the components it names is there");
        continue;
      }
      PackedChart chart = pack("hook '" + spec.name() + "'", spec.chart());
      charts.put(spec.name(), chart);
      hooks.add(
          new LockedHook(
              spec.name(),
              spec.phases(),
              chart.locked(),
              spec.namespace(),
              spec.values(),
              before,
              after,
              spec.timeout()));
    }
    return hooks;
  }

  private static List<String> expand(List<String> targets, List<LockedComponent> components) {
    Set<String> names = new LinkedHashSet<>();
    for (String target : targets) {
      Selector selector = new Selector(target);
      components.stream()
          .filter(component -> selector.chooses(component.name(), component.kind()))
          .forEach(component -> names.add(component.name()));
    }
    return List.copyOf(names);
  }
}
