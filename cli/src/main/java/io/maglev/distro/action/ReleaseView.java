package io.maglev.distro.action;

import io.maglev.distro.action.GetAction.What;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.values.Coalescer;
import io.maglev.distro.values.ValuesNode;
import io.maglev.distro.yaml.GoYaml;
import io.maglev.distro.yaml.YamlReader;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a release record holds, as {@code helm get} of 3.22 prints it and as data. Not thread-safe.
 */
final class ReleaseView {
  private final SecretCover cover;
  private final boolean asData;

  /**
   * A view through a cover.
   *
   * @param asData whether manifests are wanted as objects; a text need not be readable as any
   */
  ReleaseView(SecretCover cover, boolean asData) {
    this.cover = cover;
    this.asData = asData;
  }

  /**
   * One side of it.
   *
   * @param text as Helm prints it, headings of values apart
   * @param data null only for values that are none; no objects unless data is wanted
   */
  record Side(String text, @Nullable Object data) {}

  Side of(Release release, What what) {
    return switch (what) {
      // Helm's records leave out an empty map, so that it reads as none again.
      case VALUES -> values(release.config().isEmpty() ? null : release.config());
      case ALL_VALUES -> values(computed(release));
      case MANIFEST -> manifest(release.manifest());
      case HOOKS -> hooks(release.hooks());
      case NOTES -> notes(release.info().notes());
    };
  }

  /** A hook of the distro at one phase: its plain documents, then those that are Helm hooks. */
  Side of(RevisionHook hook) {
    Side plain = manifest(hook.manifest());
    Side hooks = hooks(hook.objects().stream().map(ReleaseHook::of).toList());
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("namespace", hook.namespace());
    data.put("objects", plain.data());
    data.put("hooks", hooks.data());
    return new Side(cover.manifest(hook.manifest()) + hooks.text(), data);
  }

  private Side values(@Nullable Map<String, @Nullable Object> values) {
    Object covered = cover.data(values);
    return new Side(GoYaml.write(covered), covered);
  }

  private Side manifest(String manifest) {
    List<@Nullable Object> objects = new ArrayList<>();
    if (asData) {
      YamlReader.readObjects(manifest, "manifest").forEach(it -> objects.add(cover.data(it)));
    }
    return new Side(cover.manifest(manifest) + "\n", objects);
  }

  private Side hooks(List<ReleaseHook> hooks) {
    StringBuilder text = new StringBuilder();
    List<@Nullable Object> data = new ArrayList<>();
    for (ReleaseHook hook : hooks) {
      String manifest = cover.document(hook.hook().manifest());
      text.append("---\n# Source: ").append(hook.hook().path()).append('\n');
      text.append(manifest).append('\n');
      data.add(data(hook, manifest));
    }
    return new Side(text.toString(), data);
  }

  private static Map<String, @Nullable Object> data(ReleaseHook hook, String manifest) {
    RenderedHook rendered = hook.hook();
    HookRun run = hook.lastRun();
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("name", rendered.name());
    data.put("kind", rendered.kind());
    data.put("path", rendered.path());
    data.put("events", rendered.events().stream().map(event -> event.text()).toList());
    data.put("weight", rendered.weight());
    data.put("deletePolicies", rendered.deletePolicies());
    data.put("outputLogPolicies", rendered.outputLogPolicies());
    Map<String, @Nullable Object> lastRun = new LinkedHashMap<>();
    lastRun.put("startedAt", time(run.startedAt()));
    lastRun.put("completedAt", time(run.completedAt()));
    lastRun.put("phase", run.phase().text());
    data.put("lastRun", lastRun);
    data.put("manifest", manifest);
    return data;
  }

  private static @Nullable Object time(Optional<OffsetDateTime> time) {
    return time.map(OffsetDateTime::toString).orElse(null);
  }

  private Side notes(String notes) {
    String covered = cover.text(notes);
    return new Side(covered.isEmpty() ? "" : "NOTES:\n" + covered + "\n", covered);
  }

  /** As {@code helm get values --all}: without subcharts, which records do not hold. */
  private static Map<String, @Nullable Object> computed(Release release) {
    return new Coalescer().coalesce(new StoredChart(release), release.config());
  }

  /** The chart of a record. */
  private record StoredChart(Release release) implements ValuesNode {
    @Override
    public String name() {
      return release.chartField("name");
    }

    @Override
    @SuppressWarnings("unchecked") // JSON has string keys only
    public Map<String, @Nullable Object> values() {
      return release.chart().get("values") instanceof Map<?, ?> map
          ? (Map<String, @Nullable Object>) map
          : Map.of();
    }

    @Override
    public List<ValuesNode> dependencies() {
      return List.of();
    }
  }
}
