package io.maglev.distro.action;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Digest;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.time.Instant;
import java.util.List;

/** Lists the distros of a cluster. */
public final class ListAction {

  /**
   * One installed distro.
   *
   * @param status of its newest revision
   * @param updated when that was made
   */
  public record Row(
      String name,
      String namespace,
      String version,
      int revision,
      String status,
      int components,
      Digest bundle,
      Instant updated) {}

  private final Clock clock;

  public ListAction(Clock clock) {
    this.clock = clock;
  }

  /** All distros, of one namespace if the request names it. */
  public List<Row> run(ClusterRequest cluster) {
    try (KubeGateway kube = Clusters.openToRead(cluster)) {
      return new InstalledDistros(new SecretRevisionStore(kube, clock), cluster.namespace())
          .all().stream().map(ListAction::row).toList();
    }
  }

  private static Row row(DistroRevision revision) {
    return new Row(
        revision.key().distro(),
        revision.key().namespace(),
        revision.version(),
        revision.key().revision(),
        revision.status().text(),
        revision.content().components().size(),
        revision.bundle(),
        revision.createdAt());
  }
}
