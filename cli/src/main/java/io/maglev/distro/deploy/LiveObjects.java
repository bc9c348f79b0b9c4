package io.maglev.distro.deploy;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * What the cluster holds of the kinds and namespaces a run cares about, kept current by one watch
 * each that all components share. Readers never ask the server. Thread-safe; close to end all
 * watches.
 */
final class LiveObjects implements AutoCloseable {
  private final KubeGateway kube;
  private final Map<KubeQuery, Followed> followed = new ConcurrentHashMap<>();
  private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();

  LiveObjects(KubeGateway kube) {
    this.kube = kube;
  }

  /** Keeps objects of that kind and namespace current from now on; cheap if it already does. */
  void follow(String apiVersion, String kind, String namespace) {
    followed.computeIfAbsent(
        KubeQuery.of(apiVersion, kind, namespace), query -> new Followed(query).start());
  }

  /** The object as last seen, empty if it was not seen or is gone. */
  Optional<KubeObject> get(ResourceId id) {
    Followed kind = followed.get(KubeQuery.of(id.apiVersion(), id.kind(), id.namespace()));
    return kind == null ? Optional.empty() : Optional.ofNullable(kind.objects.get(id.name()));
  }

  /** All objects of a followed kind and namespace as last seen. */
  Collection<KubeObject> all(String apiVersion, String kind, String namespace) {
    Followed found = followed.get(KubeQuery.of(apiVersion, kind, namespace));
    return found == null ? List.of() : new ArrayList<>(found.objects.values());
  }

  /** Why a kind cannot be followed, if so. */
  Optional<KubeException> failure(String apiVersion, String kind, String namespace) {
    Followed found = followed.get(KubeQuery.of(apiVersion, kind, namespace));
    return found == null ? Optional.empty() : found.failure;
  }

  /**
   * Calls {@code onChange} after every change of anything followed; it must return at once.
   *
   * @return closes the subscription
   */
  Subscription subscribe(Runnable onChange) {
    subscribers.add(onChange);
    return () -> subscribers.remove(onChange);
  }

  /** Ends when closed. */
  interface Subscription extends AutoCloseable {
    @Override
    void close();
  }

  @Override
  public void close() {
    followed.values().forEach(Followed::stop);
    followed.clear();
  }

  /** One watch and what it has seen, by name: a query has one namespace. */
  private final class Followed implements WatchListener {
    private final KubeQuery query;
    private final Map<String, KubeObject> objects = new ConcurrentHashMap<>();
    private volatile Optional<KubeException> failure = Optional.empty();
    private volatile Optional<Watch> watch = Optional.empty();

    Followed(KubeQuery query) {
      this.query = query;
    }

    Followed start() {
      watch = Optional.of(kube.watch(query, this));
      return this;
    }

    void stop() {
      watch.ifPresent(Watch::close);
    }

    @Override
    public void onEvent(Event event, KubeObject object) {
      if (event == Event.DELETED) {
        objects.remove(object.name());
      } else {
        objects.put(object.name(), object);
      }
      subscribers.forEach(Runnable::run);
    }

    @Override
    public void onFailure(KubeException failed) {
      failure = Optional.of(failed);
      subscribers.forEach(Runnable::run);
    }
  }
}
