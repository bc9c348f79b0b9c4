package io.maglev.distro.action;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionKey;
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

  /** All that are kept, oldest first. */
  public record Result(String distro, String namespace, List<Row> revisions) {}

  private final Clock clock;

  public HistoryAction(Clock clock) {
    this.clock = clock;
  }

  /**
   * The history of one distro.
   *
   * @param distro its name; empty: the only one there is
   */
  public Result run(ClusterRequest cluster, Optional<String> distro) {
    try (KubeGateway kube = Clusters.openToRead(cluster)) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      RevisionKey key =
          new InstalledDistros(revisions, cluster.namespace())
              .find(distro, "show the history of")
              .key();
      List<Row> rows =
          revisions.history(key.namespace(), key.distro()).entries().stream()
              .map(RevisionEntry::load)
              .map(HistoryAction::row)
              .toList();
      return new Result(key.distro(), key.namespace(), rows);
    }
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
