package io.maglev.distro.release;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.RollbackHooks;
import io.maglev.distro.model.RollbackPolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The content of a distro revision as JSON data. Enumerations are written as people write them. */
final class RevisionJson {
  private RevisionJson() {}

  static Map<String, @Nullable Object> write(RevisionContent content) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("parameters", content.parameters());
    json.put("secretParameters", new ArrayList<>(content.secretParameters()));
    json.put("components", content.components().stream().map(RevisionJson::component).toList());
    json.put("hooks", content.hooks().stream().map(RevisionJson::hook).toList());
    return json;
  }

  static RevisionContent read(Map<?, ?> json) {
    RecordFields fields = new RecordFields(json);
    return new RevisionContent(
        fields.map("parameters"),
        new LinkedHashSet<>(fields.texts("secretParameters")),
        fields.list("components").stream().map(RevisionJson::component).toList(),
        fields.list("hooks").stream().map(RevisionJson::hook).toList());
  }

  static Map<String, @Nullable Object> component(RevisionComponent component) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", component.name());
    json.put("kind", component.kind().text());
    json.put("chart", chart(component.chart()));
    json.put("namespace", component.release().namespace());
    json.put("release", component.release().name());
    json.put("releaseRevision", (long) component.release().revision());
    json.put("values", component.values().toString());
    json.put("provides", component.provides().stream().map(RevisionJson::capability).toList());
    json.put("requires", component.requires().stream().map(RevisionJson::requirement).toList());
    json.put("rollback", component.rollback().text());
    json.put("rollbackHooks", component.rollback().hooks().text());
    json.put("optional", component.optional());
    json.put("readiness", component.readiness().stream().map(RevisionJson::rule).toList());
    json.put("timeout", component.timeout().toString());
    List<Map<String, Object>> objects = new ArrayList<>();
    component.objects().forEach((id, digest) -> objects.add(object(id, digest)));
    json.put("objects", objects);
    return json;
  }

  private static RevisionComponent component(RecordFields fields) {
    return new RevisionComponent(
        fields.text("name"),
        required(ComponentKind.of(fields.text("kind")), "component kind"),
        chart(fields.fields("chart")),
        new ReleaseKey(
            fields.text("namespace"), fields.text("release"), fields.number("releaseRevision")),
        Digest.parse(fields.text("values")),
        fields.list("provides").stream()
            .map(one -> new Capability(one.text("name"), one.text("version")))
            .toList(),
        fields.list("requires").stream()
            .map(
                one ->
                    new Requirement(
                        one.text("capability"),
                        one.text("range"),
                        one.text("provider"),
                        one.flag("external")))
            .toList(),
        rollback(fields.text("rollback"), fields.text("rollbackHooks")),
        fields.flag("optional"),
        fields.list("readiness").stream()
            .map(
                one ->
                    new ReadinessRule(
                        one.text("groupKind"),
                        one.text("path"),
                        one.text("ready"),
                        one.text("failed")))
            .toList(),
        duration(fields.text("timeout")),
        objects(fields.list("objects")));
  }

  private static Map<String, @Nullable Object> hook(RevisionHook hook) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("name", hook.name());
    json.put("phase", hook.phase().text());
    json.put("namespace", hook.namespace());
    json.put("before", hook.before());
    json.put("after", hook.after());
    json.put("timeout", hook.timeout().toString());
    json.put("manifest", hook.manifest());
    json.put("objects", hook.objects().stream().map(RevisionJson::rendered).toList());
    return json;
  }

  private static RevisionHook hook(RecordFields fields) {
    return new RevisionHook(
        fields.text("name"),
        required(HookPhase.of(fields.text("phase")), "hook phase"),
        fields.text("namespace"),
        fields.texts("before"),
        fields.texts("after"),
        duration(fields.text("timeout")),
        fields.text("manifest"),
        fields.list("objects").stream().map(RevisionJson::rendered).toList());
  }

  private static Map<String, Object> rendered(RenderedHook hook) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", hook.name());
    json.put("kind", hook.kind());
    json.put("path", hook.path());
    json.put("manifest", hook.manifest());
    json.put("events", hook.events().stream().map(HookPhase::text).toList());
    json.put("weight", hook.weight());
    json.put("deletePolicies", hook.deletePolicies());
    json.put("outputLogPolicies", hook.outputLogPolicies());
    return json;
  }

  private static RenderedHook rendered(RecordFields fields) {
    return new RenderedHook(
        fields.text("name"),
        fields.text("kind"),
        fields.text("path"),
        fields.text("manifest"),
        fields.texts("events").stream()
            .map(event -> required(HookPhase.of(event), "hook phase"))
            .toList(),
        fields.longNumber("weight"),
        fields.texts("deletePolicies"),
        fields.texts("outputLogPolicies"));
  }

  private static Map<String, Object> chart(LockedChart chart) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("name", chart.name());
    json.put("version", chart.version());
    json.put("appVersion", chart.appVersion());
    json.put("digest", chart.digest().toString());
    json.put("size", chart.size());
    return json;
  }

  private static LockedChart chart(RecordFields fields) {
    return new LockedChart(
        fields.text("name"),
        fields.text("version"),
        fields.text("appVersion"),
        Digest.parse(fields.text("digest")),
        fields.longNumber("size"));
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
        "groupKind", rule.groupKind(),
        "path", rule.path(),
        "ready", rule.ready(),
        "failed", rule.failed());
  }

  private static Map<String, Object> object(ResourceId id, Digest digest) {
    return Map.of(
        "apiVersion", id.apiVersion(),
        "kind", id.kind(),
        "namespace", id.namespace(),
        "name", id.name(),
        "digest", digest.toString());
  }

  private static Map<ResourceId, Digest> objects(List<RecordFields> list) {
    Map<ResourceId, Digest> objects = new LinkedHashMap<>();
    for (RecordFields one : list) {
      ResourceId id =
          new ResourceId(
              one.text("apiVersion"), one.text("kind"), one.text("namespace"), one.text("name"));
      objects.put(id, Digest.parse(one.text("digest")));
    }
    return objects;
  }

  /** Records of old do not say whose hooks. */
  private static RollbackPolicy rollback(String text, String hooks) {
    RollbackPolicy policy = required(RollbackPolicy.of(text), "rollback policy");
    return hooks.isEmpty()
        ? policy
        : policy.withHooks(required(RollbackHooks.of(hooks), "choice of rollback hooks"));
  }

  static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw RecordException.unreadable("'" + text + "' is no duration", e);
    }
  }

  private static <T> T required(Optional<T> value, String what) {
    return value.orElseThrow(() -> RecordException.unreadable("it names an unknown " + what, null));
  }
}
