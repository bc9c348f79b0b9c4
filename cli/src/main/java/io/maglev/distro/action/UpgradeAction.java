package io.maglev.distro.action;

import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.deploy.Operation;
import io.maglev.distro.deploy.Standing;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Upgrades an installed distro, or chosen components of it, to a bundle. */
public final class UpgradeAction {

  /**
   * What is asked for.
   *
   * @param install whether a distro that is not installed is installed
   */
  public record Request(InstallAction.Request deployment, boolean install) {}

  private final Clock clock;

  public UpgradeAction(Clock clock) {
    this.clock = clock;
  }

  /**
   * Verifies the bundle, fills in the parameters that the distro was given last, checks all and the
   * cluster, and upgrades.
   *
   * @throws io.maglev.distro.error.DistroException if nothing was begun
   */
  public InstallAction.Result run(Request request, RunListener listener) {
    InstallAction.Request deployment = request.deployment();
    try (OpenBundle bundle = OpenBundle.open(deployment.bundle());
        KubeGateway kube = Clusters.open(deployment.cluster())) {
      Lock lock = bundle.lock();
      RevisionHistory history =
          new SecretRevisionStore(kube, clock).history(lock.namespace(), lock.name());
      if (!request.install()) {
        Standing.requireInstalled(lock, history);
      }
      Optional<DistroRevision> newest = history.last().map(RevisionEntry::load);
      Parameters parameters = Parameters.of(lock);
      Map<String, @Nullable Object> kept =
          newest.map(revision -> revision.content().parameters()).orElse(Map.of());
      BundleDeployment upgrade =
          new BundleDeployment(
              bundle, parameters.resolve(deployment.parameters(), kept), kube, clock);
      kept.keySet().stream()
          .filter(name -> !parameters.names().contains(name))
          .forEach(name -> listener.onEvent(dropped(lock, name)));
      return upgrade.run(
          Standing.isInstalled(history) ? Operation.UPGRADE : Operation.INSTALL,
          deployment,
          listener);
    }
  }

  private static Warning dropped(Lock lock, String parameter) {
    return new Warning(
        lock.name(),
        "parameter '%s' is dropped: version %s has none of that name"
            .formatted(parameter, lock.version()));
  }
}
