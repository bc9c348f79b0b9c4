package io.maglev.distro.deploy.health;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/** Objects as they were when first asked for: one LIST a query, many at a time. Thread-safe. */
public final class ListedObjects implements ObjectSource {
  private final KubeGateway kube;
  private final Executor threads;
  private final Map<KubeQuery, CompletableFuture<List<KubeObject>>> lists =
      new ConcurrentHashMap<>();

  /**
   * Reads on these threads.
   *
   * @param threads must not be the caller's own
   */
  public ListedObjects(KubeGateway kube, Executor threads) {
    this.kube = kube;
    this.threads = threads;
  }

  @Override
  public void prepare(Collection<KubeQuery> queries) {
    for (KubeQuery query : queries) {
      CompletableFuture<?> unused = list(query);
    }
  }

  @Override
  public Collection<KubeObject> all(KubeQuery query) {
    try {
      return list(query).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private CompletableFuture<List<KubeObject>> list(KubeQuery query) {
    return lists.computeIfAbsent(
        query, key -> CompletableFuture.supplyAsync(() -> read(kube, key), threads));
  }

  static List<KubeObject> read(KubeGateway kube, KubeQuery query) {
    return Queries.wantsMetadataOnly(query) ? kube.listMetadata(query) : kube.list(query);
  }
}
