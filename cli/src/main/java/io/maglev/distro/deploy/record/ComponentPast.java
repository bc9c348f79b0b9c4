package io.maglev.distro.deploy.record;

import io.maglev.distro.model.Capability;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.yaml.CanonicalJson;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What components were at older revisions of their releases. Reads each distro revision once. Not
 * thread-safe; one use.
 */
public final class ComponentPast {
  private final RevisionHistory revisions;
  private final Map<Integer, DistroRevision> read = new HashMap<>();

  public ComponentPast(RevisionHistory revisions) {
    this.revisions = revisions;
  }

  /**
   * The component as a distro revision recorded it with that release revision; else, if Helm made
   * that, as far as it tells.
   */
  public RevisionComponent asOf(RevisionComponent now, ReleaseEntry wanted) {
    for (int i = revisions.entries().size() - 1; i >= 0; i--) {
      Optional<RevisionComponent> then =
          load(revisions.entries().get(i)).content().component(now.name());
      if (then.isEmpty()) {
        break; // before that its release was another one
      }
      if (then.get().release().equals(wanted.key())) {
        return then.get();
      }
    }
    return derived(now, wanted.release());
  }

  private DistroRevision load(RevisionEntry entry) {
    return read.computeIfAbsent(entry.key().revision(), number -> entry.load());
  }

  private static RevisionComponent derived(RevisionComponent now, Release release) {
    LockedChart chart =
        new LockedChart(
            release.chartField("name"),
            release.chartField("version"),
            release.chartField("appVersion"),
            Digest.of(CanonicalJson.write(release.chart())),
            now.chart().size());
    return new RevisionComponent(
        now.name(),
        now.kind(),
        chart,
        release.key(),
        Digest.of(CanonicalJson.write(release.config())),
        now.provides().stream().map(offer -> derived(offer, now.chart(), chart)).toList(),
        now.requires(),
        now.rollback(),
        now.optional(),
        now.readiness(),
        now.timeout(),
        now.objects());
  }

  /** A capability's version is the chart's or the app's unless the manifest says otherwise. */
  private static Capability derived(Capability offer, LockedChart now, LockedChart then) {
    if (offer.version().equals(now.appVersion()) && !then.appVersion().isEmpty()) {
      return new Capability(offer.name(), then.appVersion());
    }
    boolean isCharts =
        offer.version().equals(now.version()) || offer.version().equals(now.appVersion());
    return isCharts ? new Capability(offer.name(), then.version()) : offer;
  }
}
