package io.maglev.distro.release;

import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One revision of a Helm release, with every field of Helm's record ({@code pkg/release}).
 * Immutable.
 *
 * @param revision {@code version} in the record, from 1
 * @param chart metadata, lock, templates, values, schema and files as plain JSON data; subcharts
 *     are not stored, so a revision cannot be rendered again
 * @param config the values the user gave
 * @param manifest the rendered documents in install order, without hooks and {@code crds/}
 * @param applyMethod empty where the writer did not say: Helm 3, which means client-side
 * @param labels of the operator and of the distro; they ride on the Secret, not in the record
 * @param other fields of the record this tool does not know, kept for the next writer
 */
public record Release(
    String name,
    String namespace,
    int revision,
    ReleaseInfo info,
    Map<String, @Nullable Object> chart,
    Map<String, @Nullable Object> config,
    String manifest,
    List<ReleaseHook> hooks,
    Optional<ApplyMethod> applyMethod,
    Map<String, String> labels,
    Map<String, @Nullable Object> other) {

  /** Revision 1, as Helm stores it before it touches the cluster. */
  public static Release installing(
      RenderedChart rendered, ReleaseContext context, OffsetDateTime now) {
    return rendered(
        rendered,
        context,
        ReleaseInfo.pending(ReleaseStatus.PENDING_INSTALL, "Initial install underway", now));
  }

  /** A further revision, as Helm stores it before it touches the cluster; labels carry forward. */
  public static Release upgrading(
      RenderedChart rendered, ReleaseContext context, Release base, OffsetDateTime now) {
    ReleaseInfo info =
        ReleaseInfo.pending(ReleaseStatus.PENDING_UPGRADE, "Preparing upgrade", now)
            .withFirstDeployed(base.info.firstDeployed());
    return rendered(rendered, context, info).withLabels(base.labels);
  }

  /** The revision that brings this one back, numbered {@code newRevision}. */
  public Release rollingBack(
      int newRevision, Optional<OffsetDateTime> firstDeployed, OffsetDateTime now) {
    ReleaseInfo pending =
        ReleaseInfo.pending(ReleaseStatus.PENDING_ROLLBACK, "Rollback to " + revision, now)
            .withFirstDeployed(firstDeployed)
            .withRollbackRevision(revision)
            .withNotes(info.notes());
    return new Release(
        name,
        namespace,
        newRevision,
        pending,
        chart,
        config,
        manifest,
        hooks,
        applyMethod,
        labels,
        other);
  }

  private static Release rendered(
      RenderedChart rendered, ReleaseContext context, ReleaseInfo info) {
    return new Release(
        context.name(),
        context.namespace(),
        context.revision(),
        info.withNotes(rendered.notes()),
        rendered.chart(),
        rendered.config(),
        rendered.manifest(),
        rendered.hooks().stream().map(ReleaseHook::of).toList(),
        Optional.empty(),
        Map.of(),
        Map.of());
  }

  public ReleaseKey key() {
    return new ReleaseKey(namespace, name, revision);
  }

  public ReleaseStatus status() {
    return info.status();
  }

  /** A field of the chart's metadata, empty where it is missing. */
  public String chartField(String field) {
    return chart.get("metadata") instanceof Map<?, ?> metadata
            && metadata.get(field) instanceof String value
        ? value
        : "";
  }

  public Release withStatus(ReleaseStatus status, String description) {
    return withInfo(info.withStatus(status, description));
  }

  /** Marked as uninstalled at that time. */
  public Release withDeleted(OffsetDateTime time) {
    return withInfo(info.withDeleted(time));
  }

  /** After another run of one of its hooks. */
  public Release withRun(RenderedHook hook, HookRun run) {
    return withHooks(
        hooks.stream()
            .map(each -> each.hook().equals(hook) ? each.withLastRun(run) : each)
            .toList());
  }

  public Release withHooks(List<ReleaseHook> newHooks) {
    return new Release(
        name,
        namespace,
        revision,
        info,
        chart,
        config,
        manifest,
        List.copyOf(newHooks),
        applyMethod,
        labels,
        other);
  }

  Release withChart(Map<String, @Nullable Object> newChart) {
    return new Release(
        name,
        namespace,
        revision,
        info,
        newChart,
        config,
        manifest,
        hooks,
        applyMethod,
        labels,
        other);
  }

  public Release withApplyMethod(ApplyMethod method) {
    return new Release(
        name,
        namespace,
        revision,
        info,
        chart,
        config,
        manifest,
        hooks,
        Optional.of(method),
        labels,
        other);
  }

  /** With these labels added to those it has. */
  public Release withLabels(Map<String, String> added) {
    Map<String, String> merged = new LinkedHashMap<>(labels);
    merged.putAll(added);
    return new Release(
        name,
        namespace,
        revision,
        info,
        chart,
        config,
        manifest,
        hooks,
        applyMethod,
        Map.copyOf(merged),
        other);
  }

  private Release withInfo(ReleaseInfo newInfo) {
    return new Release(
        name,
        namespace,
        revision,
        newInfo,
        chart,
        config,
        manifest,
        hooks,
        applyMethod,
        labels,
        other);
  }

  /** Names the revision only: config and manifest may hold secrets. */
  @Override
  public String toString() {
    return "Release[" + key() + " in " + namespace + ", " + status().text() + "]";
  }
}
