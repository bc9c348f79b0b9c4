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
import java.util.concurrent.Executor;
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
  private List<Deployed> releases = List.of();

  public HealthReader(KubeGateway kube, ReleaseStore releases) {
    this.kube = kube;
    this.deployed = new DeployedReader(kube, releases, threads);
  }

  /**
   * How each of the components fares, in their order.
   *
   * @param whole whether Pods and ReplicaSets are looked up for what is ready, too
   */
  public List<ComponentHealth> read(List<RevisionComponent> components, boolean whole) {
    return read(components, new HealthTree(new ListedObjects(kube, threads), whole), true);
  }

  /**
   * As {@link #read(List, boolean)}, of objects seen elsewhere.
   *
   * @param anew whether releases may be others than when they were last read
   */
  List<ComponentHealth> read(List<RevisionComponent> components, HealthTree tree, boolean anew) {
    if (anew) {
      releases = deployed.read(components);
    }
    List<List<ObjectHealth>> trees = tree.of(releases);
    List<ComponentHealth> health = new ArrayList<>();
    for (int i = 0; i < releases.size(); i++) {
      health.add(ComponentHealth.of(releases.get(i), trees.get(i)));
    }
    return List.copyOf(health);
  }

  Executor threads() {
    return threads;
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
