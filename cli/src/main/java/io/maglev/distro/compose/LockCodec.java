package io.maglev.distro.compose;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedExternal;
import io.maglev.distro.model.LockedHook;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.yaml.CanonicalJson;
import io.maglev.distro.yaml.YamlException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The lock as the JSON a bundle carries. Numbers in values come back as Double, as they would from
 * a values file of Helm, so that compose and install render the same.
 */
public final class LockCodec {
  /** What {@code apiVersion} says; a change that older readers would misread gets a new one. */
  static final String API_VERSION = "distro.maglev.io/v1";

  static final String KIND = "Lock";

  private LockCodec() {}

  /** The lock in the canonical form of RFC 8785: the same lock has the same bytes. */
  public static byte[] write(Lock lock) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("apiVersion", API_VERSION);
    json.put("kind", KIND);
    json.put("name", lock.name());
    json.put("version", lock.version());
    json.put("description", lock.description());
    json.put("kubernetes", lock.kubernetes());
    json.put("namespace", lock.namespace());
    json.put(
        "parameters",
        lock.parameters().entrySet().stream()
            .map(entry -> Map.of("name", entry.getKey(), "schema", entry.getValue()))
            .toList());
    json.put("components", lock.components().stream().map(LockCodec::component).toList());
    json.put("hooks", lock.hooks().stream().map(LockCodec::hook).toList());
    if (!lock.externals().isEmpty()) {
      // Left out where there is none: such a lock is what it was before there were any.
      json.put("external", lock.externals().stream().map(LockCodec::external).toList());
    }
    return CanonicalJson.write(json);
  }

  /**
   * Reads a lock.
   *
   * @param label what messages call the bundle it lies in
   * @throws DistroException with BUNDLE_INVALID if it is none, or one of a format this release does
   *     not know
   */
  public static Lock read(byte[] json, String label) {
    try {
      return new LockReader(new String(json, StandardCharsets.UTF_8)).read();
    } catch (LockFormatException | YamlException e) {
      throw new DistroException(
          ErrorCode.BUNDLE_INVALID,
          "cannot read the lock of '" + label + "': " + e.getMessage(),
          List.of(SourceLocation.ofFile(label, "")),
          Optional.of("it needs a newer release of distro, or was not made by distro"),
          e);
    }
  }

  private static Map<String, @Nullable Object> component(LockedComponent component) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", component.name());
    json.put("kind", component.kind().text());
    json.put("chart", chart(component.chart()));
    json.put("namespace", component.namespace());
    json.put("values", component.values());
    json.put("provides", component.provides().stream().map(LockCodec::capability).toList());
    json.put("requires", component.requires().stream().map(LockCodec::requirement).toList());
    json.put("rollback", component.rollback().text());
    if (component.rollback().hooks() != RollbackHooks.TARGET) { // locks of old stay what they were
      json.put(LockReader.ROLLBACK_HOOKS, component.rollback().hooks().text());
    }
    json.put("optional", component.optional());
    json.put("readiness", component.readiness().stream().map(LockCodec::rule).toList());
    json.put("timeoutSeconds", component.timeout().toSeconds());
    return json;
  }

  private static Map<String, @Nullable Object> hook(LockedHook hook) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", hook.name());
    json.put("phases", hook.phases().stream().sorted().map(HookPhase::text).toList());
    json.put("chart", chart(hook.chart()));
    json.put("namespace", hook.namespace());
    json.put("values", hook.values());
    json.put("before", hook.before());
    json.put("after", hook.after());
    json.put("timeoutSeconds", hook.timeout().toSeconds());
    return json;
  }

  private static Map<String, Object> external(LockedExternal external) {
    return Map.of(
        "name", external.name(),
        "provides", external.provides().stream().map(LockCodec::capability).toList());
  }

  private static Map<String, Object> chart(LockedChart chart) {
    return Map.of(
        "name", chart.name(),
        "version", chart.version(),
        "appVersion", chart.appVersion(),
        "digest", chart.digest().toString(),
        "size", chart.size());
  }

  private static Map<String, Object> capability(Capability capability) {
    return Map.of("name", capability.name(), "version", capability.version());
  }

  private static Map<String, Object> requirement(Requirement requirement) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("capability", requirement.capability());
    json.put("range", requirement.range());
    json.put("provider", requirement.provider());
    if (requirement.external()) {
      json.put("external", true);
    }
    return json;
  }

  private static Map<String, Object> rule(ReadinessRule rule) {
    return Map.of(
        "kind", rule.groupKind(),
        "path", rule.path(),
        "ready", rule.ready(),
        "failed", rule.failed());
  }
}
