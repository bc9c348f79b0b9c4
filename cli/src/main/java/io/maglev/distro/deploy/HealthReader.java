package io.maglev.distro.deploy;

import io.maglev.distro.deploy.health.Deployed;
import io.maglev.distro.deploy.health.DeployedReader;
import io.maglev.distro.deploy.health.HealthTree;
import io.maglev.distro.deploy.health.ListedObjects;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.ObjectHealth;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Reads how components fare now: one LIST a kind and namespace serves them all, and many are under
 * way at a time. Not thread-safe.
 */
public final class HealthReader implements AutoCloseable {
  private static final int PARALLEL = 16;

  private final KubeGateway kube;
  private final ExecutorService threads =
      Executors.newFixedThreadPool(
          PARALLEL,
          task -> {
            Thread thread = new Thread(task, "health");
            thread.setDaemon(true);
            return thread;
          });
  private final DeployedReader deployed;

  public HealthReader(KubeGateway kube, ReleaseStore releases) {
    this.kube = kube;
    this.deployed = new DeployedReader(kube, releases, threads);
  }

  /** How each of the components fares, in their order. */
  public List<ComponentHealth> read(List<RevisionComponent> components) {
    List<Deployed> releases = deployed.read(components);
    List<List<ObjectHealth>> trees = new HealthTree(new ListedObjects(kube, threads)).of(releases);
    List<ComponentHealth> health = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      health.add(ComponentHealth.of(releases.get(i), trees.get(i)));
    }
    return List.copyOf(health);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
