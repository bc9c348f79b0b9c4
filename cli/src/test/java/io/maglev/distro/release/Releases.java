package io.maglev.distro.release;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

/** Releases to test with. */
final class Releases {
  static final OffsetDateTime NOW = OffsetDateTime.parse("2026-11-21T05:00:00.12Z");

  private Releases() {}

  static RenderedChart rendered(String manifest) {
    RenderedHook hook =
        new RenderedHook(
            "init",
            "Job",
            "web/templates/init.yaml",
            "kind: Job\n",
            List.of(HookPhase.PRE_INSTALL),
            -5,
            List.of("before-hook-creation"),
            List.of());
    return new RenderedChart(
        Map.of("metadata", Map.of("name", "web", "version", "1.2.3", "appVersion", "16.4")),
        Map.of("replicas", 2L, "big", 9007199254740993L, "ratio", 0.5),
        manifest,
        List.of(hook),
        "Thank you",
        List.of());
  }

  static Release installing(String name) {
    return Release.installing(
        rendered("---\n# Source: web/templates/cm.yaml\nkind: ConfigMap\n"),
        new ReleaseContext(name, "shop", 1, true, false),
        NOW);
  }

  static Release revision(String name, int revision, ReleaseStatus status) {
    Release release =
        Release.upgrading(
            rendered("---\n# Source: web/templates/cm.yaml\nkind: ConfigMap\n"),
            new ReleaseContext(name, "shop", revision, false, true),
            installing(name),
            NOW);
    return release.withStatus(status, "test");
  }

  static ReleaseEntry entry(int revision, ReleaseStatus status) {
    Release release = revision("web", revision, status);
    return new ReleaseEntry(release.key(), status, Map.of(), () -> release);
  }
}
