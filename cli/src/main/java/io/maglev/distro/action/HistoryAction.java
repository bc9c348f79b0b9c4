package io.maglev.distro.action;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.RecordTime;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionKey;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Tells the kept revisions of an installed distro. */
public final class HistoryAction {

  /**
   * One distro revision.
   *
   * @param created when its run began
   * @param changed how many components that run brought to a new release revision, or removed
   * @param components how many it has
   * @param rolledBackTo the revision it brought back
   */
  public record Row(
      int revision,
      Instant created,
      String version,
      String status,
      int changed,
      int components,
      String description,
      Optional<Integer> rolledBackTo) {}

  /**
   * One revision of a component's release.
   *
   * @param updated as Helm writes it, empty if unknown
   * @param chart name and version
   */
  public record ReleaseRow(
      int revision,
      String updated,
      String status,
      String chart,
      String appVersion,
      String description) {}

  /** Those of a component's release, oldest first. */
  public record ReleaseResult(String namespace, List<ReleaseRow> revisions) {}

  /** Those of the distro, oldest first. */
  public record Result(String distro, String namespace, List<Row> revisions) {}

  private static final String VERB = "show the history of";

  private final Clock clock;

  public HistoryAction(Clock clock) {
    this.clock = clock;
  }

  /**
   * The history of one distro.
   *
   * @param distro its name; empty: the only one there is
   * @param max how many of the newest are wanted
   */
  public Result run(ClusterRequest cluster, Optional<String> distro, int max) {
    try (KubeGateway kube = Clusters.openToRead(cluster)) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      RevisionKey key =
          new InstalledDistros(revisions, cluster.namespace()).find(distro, VERB).key();
      List<Row> rows =
          newest(revisions.history(key.namespace(), key.distro()).entries(), max).stream()
              .map(RevisionEntry::load)
              .map(HistoryAction::row)
              .toList();
      return new Result(key.distro(), key.namespace(), rows);
    }
  }

  /**
   * The history of the release of one component, as {@code helm history} tells it.
   *
   * @param distro its name; empty: the only one there is
   * @param max how many of the newest are wanted
   */
  public ReleaseResult run(
      ClusterRequest cluster, Optional<String> distro, String component, int max) {
    try (KubeGateway kube = Clusters.openToRead(cluster)) {
      DistroRevision newest =
          new InstalledDistros(new SecretRevisionStore(kube, clock), cluster.namespace())
              .find(distro, VERB);
      ReleaseKey key = ChosenComponent.of(newest, component, VERB).release();
      ReleaseHistory history =
          new SecretReleaseStore(kube, clock).history(key.namespace(), key.name());
      return new ReleaseResult(
          key.namespace(),
          newest(history.entries(), max).stream()
              .map(ReleaseEntry::release)
              .map(HistoryAction::row)
              .toList());
    }
  }

  private static <T> List<T> newest(List<T> all, int max) {
    return all.subList(Math.max(0, all.size() - max), all.size());
  }

  private static ReleaseRow row(Release release) {
    return new ReleaseRow(
        release.revision(),
        RecordTime.format(release.info().lastDeployed()),
        release.status().text(),
        release.chartField("name") + "-" + release.chartField("version"),
        release.chartField("appVersion"),
        release.info().description());
  }

  private static Row row(DistroRevision revision) {
    return new Row(
        revision.key().revision(),
        revision.createdAt(),
        revision.version(),
        revision.status().text(),
        revision.changedComponents(),
        revision.content().components().size(),
        revision.description(),
        revision.rolledBackTo());
  }
}
