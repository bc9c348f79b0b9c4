package io.maglev.distro.action;

import io.maglev.distro.deploy.ComponentHealth;
import io.maglev.distro.deploy.HealthReader;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Digest;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Tells how an installed distro fares. */
public final class StatusAction {

  /**
   * What is asked for.
   *
   * @param distro its name; empty: the only one there is
   */
  public record Request(ClusterRequest cluster, Optional<String> distro) {}

  /**
   * The newest revision, and how its components fare now.
   *
   * @param components in the order they were deployed in
   */
  public record Result(
      String distro,
      String namespace,
      String version,
      int revision,
      String status,
      String description,
      Digest bundle,
      List<Component> components) {}

  /**
   * One component.
   *
   * @param chart name and version
   * @param revision the newest of its release, 0 if there is none
   * @param status Helm's word for that, or {@code missing}
   * @param problems one line an object that is not ready
   */
  public record Component(
      String name,
      String kind,
      String chart,
      String namespace,
      int revision,
      String status,
      boolean ready,
      List<String> problems) {}

  private final Clock clock;

  public StatusAction(Clock clock) {
    this.clock = clock;
  }

  /** Asks the cluster. */
  public Result run(Request request) {
    try (KubeGateway kube = Clusters.openToRead(request.cluster())) {
      DistroRevision revision =
          new InstalledDistros(new SecretRevisionStore(kube, clock), request.cluster().namespace())
              .find(request.distro(), "show");
      HealthReader reader = new HealthReader(kube, new SecretReleaseStore(kube, clock));
      return new Result(
          revision.key().distro(),
          revision.key().namespace(),
          revision.version(),
          revision.key().revision(),
          revision.status().text(),
          revision.description(),
          revision.bundle(),
          reader.read(revision.content().components()).stream()
              .map(StatusAction::component)
              .toList());
    }
  }

  private static Component component(ComponentHealth health) {
    return new Component(
        health.component().name(),
        health.component().kind().text(),
        health.component().chart().name() + "-" + health.component().chart().version(),
        health.component().release().namespace(),
        health.releaseRevision(),
        health.releaseStatus(),
        health.isReady(),
        health.problems());
  }
}
