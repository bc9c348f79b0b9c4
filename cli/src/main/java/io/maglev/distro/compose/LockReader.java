package io.maglev.distro.compose;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.version.InvalidVersionException;
import io.maglev.distro.version.SemanticVersion;
import io.maglev.distro.version.VersionConstraint;
import io.maglev.distro.yaml.GoJson;
import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one lock, believing nothing of it. Not thread-safe. */
final class LockReader {
  /** What may become the name of an object or part of a path. */
  private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

  /** Only there where it is not as in Helm, so that older locks are what they were. */
  static final String ROLLBACK_HOOKS = "rollbackHooks";

  /** What Helm allows. */
  private static final int LONGEST_RELEASE = 53;

  private static final long LONGEST_SECONDS = Duration.ofDays(365).toSeconds();

  private final String text;

  LockReader(String text) {
    this.text = text;
  }

  Lock read() {
    Object json = GoJson.read(text);
    requireKnownFormat(json);
    LockFields lock =
        LockFields.ofOptional(
            "lock",
            json,
            Set.of("external"),
            "apiVersion",
            "kind",
            "name",
            "version",
            "description",
            "kubernetes",
            "namespace",
            "parameters",
            "components",
            "hooks");
    List<LockedComponent> components = lock.elements("components", LockReader::component);
    List<LockedExternal> externals =
        lock.has("external") ? lock.elements("external", LockReader::external) : List.of();
    requireOrder(components, externals);
    return new Lock(
        name(lock, "name"),
        lock.text("version"),
        lock.text("description"),
        range(lock, "kubernetes"),
        name(lock, "namespace"),
        parameters(lock),
        components,
        lock.elements("hooks", LockReader::hook),
        externals);
  }

  private static void requireKnownFormat(@Nullable Object json) {
    Object version = json instanceof Map<?, ?> map ? map.get("apiVersion") : null;
    Object kind = json instanceof Map<?, ?> map ? map.get("kind") : null;
    if (!LockCodec.API_VERSION.equals(version) || !LockCodec.KIND.equals(kind)) {
      throw new LockFormatException(
          "it has format '"
              + version
              + "' of kind '"
              + kind
              + "', this release reads "
              + LockCodec.API_VERSION
              + " of kind "
              + LockCodec.KIND);
    }
  }

  /** Everything relies on each component coming after what it requires of others. */
  private static void requireOrder(
      List<LockedComponent> components, List<LockedExternal> externals) {
    Set<String> outside = new HashSet<>();
    for (LockedExternal external : externals) {
      if (!outside.add(external.name())) {
        throw new LockFormatException("external '" + external.name() + "' is there twice");
      }
    }
    Set<String> before = new HashSet<>();
    for (LockedComponent component : components) {
      for (Requirement requirement : component.requires()) {
        if (!(requirement.external() ? outside : before).contains(requirement.provider())) {
          throw new LockFormatException(
              "component '%s' does not come after '%s', which it requires"
                  .formatted(component.name(), requirement.provider()));
        }
      }
      if (outside.contains(component.name()) || !before.add(component.name())) {
        throw new LockFormatException("component '" + component.name() + "' is there twice");
      }
    }
  }

  private static Map<String, Map<String, @Nullable Object>> parameters(LockFields lock) {
    Map<String, Map<String, @Nullable Object>> parameters = new LinkedHashMap<>();
    lock.elements(
        "parameters",
        (path, element) -> {
          LockFields parameter = LockFields.of(path, element, "name", "schema");
          if (parameters.put(parameter.text("name"), parameter.map("schema")) != null) {
            throw new LockFormatException(path + " is there twice");
          }
          return path;
        });
    return Collections.unmodifiableMap(parameters);
  }

  private static LockedComponent component(String path, @Nullable Object json) {
    LockFields component =
        LockFields.ofOptional(
            path,
            json,
            Set.of(ROLLBACK_HOOKS),
            "name",
            "kind",
            "chart",
            "namespace",
            "values",
            "provides",
            "requires",
            "rollback",
            "optional",
            "readiness",
            "timeoutSeconds");
    String name = name(component, "name");
    if (name.length() > LONGEST_RELEASE) {
      throw new LockFormatException(path + ".name is longer than a release's name may be");
    }
    return new LockedComponent(
        name,
        component.named("kind", ComponentKind::of),
        chart(component),
        name(component, "namespace"),
        component.map("values"),
        component.elements("provides", LockReader::capability),
        component.elements("requires", LockReader::requirement),
        rollback(component),
        component.flag("optional"),
        component.elements("readiness", LockReader::rule),
        timeout(component));
  }

  private static LockedExternal external(String path, @Nullable Object json) {
    LockFields external = LockFields.of(path, json, "name", "provides");
    return new LockedExternal(
        name(external, "name"), external.elements("provides", LockReader::capability));
  }

  private static LockedHook hook(String path, @Nullable Object json) {
    LockFields hook =
        LockFields.of(
            path,
            json,
            "name",
            "phases",
            "chart",
            "namespace",
            "values",
            "before",
            "after",
            "timeoutSeconds");
    Set<HookPhase> phases = new LinkedHashSet<>();
    for (String phase : hook.texts("phases")) {
      phases.add(LockFields.named(path + ".phases", phase, HookPhase::of));
    }
    return new LockedHook(
        name(hook, "name"),
        Collections.unmodifiableSet(phases),
        chart(hook),
        name(hook, "namespace"),
        hook.map("values"),
        hook.texts("before"),
        hook.texts("after"),
        timeout(hook));
  }

  private static LockedChart chart(LockFields owner) {
    LockFields chart =
        LockFields.of(
            owner.path() + ".chart",
            owner.json().get("chart"),
            "name",
            "version",
            "appVersion",
            "digest",
            "size");
    return new LockedChart(
        chart.text("name"),
        chart.text("version"),
        chart.text("appVersion"),
        chart.digest("digest"),
        chart.count("size"));
  }

  private static Capability capability(String path, @Nullable Object json) {
    LockFields capability = LockFields.of(path, json, "name", "version");
    return new Capability(capability.text("name"), version(capability, "version"));
  }

  private static Requirement requirement(String path, @Nullable Object json) {
    LockFields requirement =
        LockFields.ofOptional(path, json, Set.of("external"), "capability", "range", "provider");
    return new Requirement(
        requirement.text("capability"),
        range(requirement, "range"),
        requirement.text("provider"),
        requirement.has("external") && requirement.flag("external"));
  }

  private static ReadinessRule rule(String path, @Nullable Object json) {
    LockFields rule = LockFields.of(path, json, "kind", "path", "ready", "failed");
    return new ReadinessRule(
        rule.text("kind"), rule.text("path"), rule.text("ready"), rule.text("failed"));
  }

  private static RollbackPolicy rollback(LockFields component) {
    RollbackPolicy policy = component.named("rollback", RollbackPolicy::of);
    return component.has(ROLLBACK_HOOKS)
        ? policy.withHooks(component.named(ROLLBACK_HOOKS, RollbackHooks::of))
        : policy;
  }

  private static String name(LockFields fields, String key) {
    String name = fields.text(key);
    if (!NAME.matcher(name).matches()) {
      throw new LockFormatException(fields.path() + "." + key + " is no name");
    }
    return name;
  }

  private static String range(LockFields fields, String key) {
    String range = fields.text(key);
    try {
      VersionConstraint.parse(range);
      return range;
    } catch (InvalidVersionException e) {
      throw new LockFormatException(fields.path() + "." + key + " is no version range");
    }
  }

  private static String version(LockFields fields, String key) {
    String version = fields.text(key);
    try {
      SemanticVersion.parse(version);
      return version;
    } catch (InvalidVersionException e) {
      throw new LockFormatException(fields.path() + "." + key + " is no version");
    }
  }

  private static Duration timeout(LockFields fields) {
    long seconds = fields.count("timeoutSeconds");
    if (seconds < 1 || seconds > LONGEST_SECONDS) {
      throw new LockFormatException(fields.path() + ".timeoutSeconds is out of range");
    }
    return Duration.ofSeconds(seconds);
  }
}
