package io.maglev.distro.deploy.health;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads what components consist of from their releases: one LIST a namespace, then the newest
 * record of each, many at a time. Records are kept as long as they are the newest, since nobody
 * changes what a revision consists of. Not thread-safe.
 */
public final class DeployedReader {
  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final Executor threads;
  private final Map<ReleaseKey, Deployed> known = new HashMap<>();

  public DeployedReader(KubeGateway kube, ReleaseStore releases, Executor threads) {
    this.kube = kube;
    this.releases = releases;
    this.threads = threads;
  }

  /** The components as their releases are now, in their order. */
  public List<Deployed> read(List<RevisionComponent> components) {
    Map<String, ReleaseEntry> newest = newest(components);
    List<CompletableFuture<Deployed>> reading =
        components.stream()
            .map(
                component -> {
                  ReleaseEntry entry = newest.get(place(component.release()));
                  return CompletableFuture.supplyAsync(() -> read(component, entry), threads);
                })
            .toList();
    try {
      List<Deployed> all = reading.stream().map(CompletableFuture::join).toList();
      all.forEach(each -> remember(each, newest));
      return all;
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw e;
    }
  }

  private Map<String, ReleaseEntry> newest(List<RevisionComponent> components) {
    Set<String> namespaces =
        components.stream().map(each -> each.release().namespace()).collect(Collectors.toSet());
    List<CompletableFuture<List<ReleaseEntry>>> lists =
        namespaces.stream()
            .map(
                namespace ->
                    CompletableFuture.supplyAsync(
                        () -> releases.list(namespace, Map.of()), threads))
            .toList();
    Map<String, ReleaseEntry> newest = new HashMap<>();
    for (CompletableFuture<List<ReleaseEntry>> list : lists) {
      for (ReleaseEntry entry : list.join()) {
        newest.merge(place(entry.key()), entry, (a, b) -> a.revision() > b.revision() ? a : b);
      }
    }
    return newest;
  }

  private Deployed read(RevisionComponent component, @Nullable ReleaseEntry entry) {
    if (entry == null) {
      return new Deployed(component, "missing", 0, List.of());
    }
    Deployed before = known.get(entry.key());
    List<ResourceId> objects =
        before != null
            ? before.objects()
            : Manifest.knownObjects(
                    entry.release().manifest(), component.release().namespace(), kube)
                .stream()
                .map(KubeObject::id)
                .toList();
    return new Deployed(component, entry.status().text(), entry.revision(), objects);
  }

  private void remember(Deployed deployed, Map<String, ReleaseEntry> newest) {
    ReleaseEntry entry = newest.get(place(deployed.component().release()));
    if (entry != null) {
      known.put(entry.key(), deployed);
    }
  }

  private static String place(ReleaseKey key) {
    return key.namespace() + "/" + key.name();
  }
}
