package io.maglev.distro.release;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.RenderedHook;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A release as the JSON object Helm stores. Reads what Helm 3 and 4 write; writes Helm 3's form,
 * which both read: times that are unset as "", {@code omitempty} fields left out when empty.
 */
final class ReleaseJson {
  /** What Helm assumes, when it runs a hook, if the chart named no policy. */
  private static final String DELETE_POLICY = "helm.sh/hook-delete-policy";

  private static final List<String> DEFAULT_DELETE_POLICY = List.of("before-hook-creation");

  private ReleaseJson() {}

  static Map<String, @Nullable Object> write(Release release) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    putUnlessEmpty(json, "name", release.name());
    json.put("info", info(release.info()));
    json.put("chart", release.chart());
    if (!release.config().isEmpty()) {
      json.put("config", release.config());
    }
    putUnlessEmpty(json, "manifest", release.manifest());
    if (!release.hooks().isEmpty()) {
      json.put("hooks", release.hooks().stream().map(ReleaseJson::hook).toList());
    }
    json.put("version", (long) release.revision());
    putUnlessEmpty(json, "namespace", release.namespace());
    release.applyMethod().ifPresent(method -> json.put("apply_method", method.text()));
    release.other().forEach(json::putIfAbsent);
    return json;
  }

  static Release read(Map<?, ?> json, Map<String, String> labels) {
    RecordFields fields = new RecordFields(json);
    String method = fields.text("apply_method");
    Optional<ApplyMethod> known = ApplyMethod.of(method);
    Release release =
        new Release(
            fields.text("name"),
            fields.text("namespace"),
            fields.number("version"),
            info(fields.fields("info")),
            fields.map("chart"),
            fields.map("config"),
            fields.text("manifest"),
            fields.list("hooks").stream().map(ReleaseJson::hook).toList(),
            known,
            labels,
            fields.rest());
    if (known.isEmpty() && !method.isEmpty()) {
      release.other().put("apply_method", method);
    }
    return release;
  }

  private static Map<String, @Nullable Object> info(ReleaseInfo info) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("first_deployed", RecordTime.format(info.firstDeployed()));
    json.put("last_deployed", RecordTime.format(info.lastDeployed()));
    json.put("deleted", RecordTime.format(info.deleted()));
    putUnlessEmpty(json, "description", info.description());
    json.put("status", info.status().text());
    putUnlessEmpty(json, "notes", info.notes());
    info.other().forEach(json::putIfAbsent);
    return json;
  }

  private static ReleaseInfo info(RecordFields fields) {
    return new ReleaseInfo(
        fields.time("first_deployed"),
        fields.time("last_deployed"),
        fields.time("deleted"),
        fields.text("description"),
        ReleaseStatus.of(fields.text("status")),
        fields.text("notes"),
        fields.rest());
  }

  private static Map<String, @Nullable Object> hook(ReleaseHook hook) {
    RenderedHook rendered = hook.hook();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    putUnlessEmpty(json, "name", rendered.name());
    putUnlessEmpty(json, "kind", rendered.kind());
    putUnlessEmpty(json, "path", rendered.path());
    putUnlessEmpty(json, "manifest", rendered.manifest());
    json.put(
        "events",
        hook.other()
            .getOrDefault("events", rendered.events().stream().map(HookPhase::text).toList()));
    json.put("last_run", run(hook.lastRun()));
    if (rendered.weight() != 0) {
      json.put("weight", rendered.weight());
    }
    if (!isDefaulted(hook)) {
      json.put("delete_policies", rendered.deletePolicies());
    }
    if (!rendered.outputLogPolicies().isEmpty()) {
      json.put("output_log_policies", rendered.outputLogPolicies());
    }
    hook.other().forEach(json::putIfAbsent);
    return json;
  }

  /** Helm puts in the default policy when the hook has its turn ({@code execHook} of 3.22). */
  private static boolean isDefaulted(ReleaseHook hook) {
    return hook.hook().deletePolicies().isEmpty()
        || (hook.hook().deletePolicies().equals(DEFAULT_DELETE_POLICY)
            && hook.lastRun().equals(HookRun.NEVER)
            && !hook.hook().manifest().contains(DELETE_POLICY));
  }

  private static ReleaseHook hook(RecordFields fields) {
    List<String> events = fields.texts("events");
    List<HookPhase> phases = new ArrayList<>();
    events.forEach(event -> HookPhase.of(event).ifPresent(phases::add));
    List<String> policies = fields.texts("delete_policies");
    RenderedHook rendered =
        new RenderedHook(
            fields.text("name"),
            fields.text("kind"),
            fields.text("path"),
            fields.text("manifest"),
            List.copyOf(phases),
            fields.longNumber("weight"),
            policies.isEmpty() ? DEFAULT_DELETE_POLICY : List.copyOf(policies),
            List.copyOf(fields.texts("output_log_policies")));
    HookRun run = run(fields.fields("last_run"));
    if (phases.size() < events.size()) {
      fields.rest().put("events", events);
    }
    return new ReleaseHook(rendered, run, fields.rest());
  }

  private static Map<String, @Nullable Object> run(HookRun run) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("started_at", RecordTime.format(run.startedAt()));
    json.put("completed_at", RecordTime.format(run.completedAt()));
    json.put("phase", run.phase().text());
    return json;
  }

  private static HookRun run(RecordFields fields) {
    return new HookRun(
        fields.time("started_at"),
        fields.time("completed_at"),
        HookRun.Phase.of(fields.text("phase")));
  }

  private static void putUnlessEmpty(
      Map<String, @Nullable Object> json, String name, String value) {
    if (!value.isEmpty()) {
      json.put(name, value);
    }
  }
}
