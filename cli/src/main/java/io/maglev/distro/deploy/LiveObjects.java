package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the cluster holds of the kinds and namespaces a run cares about, kept current by one watch
 * each that all components share. Readers never ask the server. Thread-safe; close to end all
 * watches.
 */
final class LiveObjects implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration SETTLE = Duration.ofMillis(5);

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
   * Waits for an answer: asks at once, after every change of anything followed, and now and then
   * for rules that depend on time.
   *
   * @return empty if the deadline passed first
   */
  <T> Optional<T> await(Deadline deadline, Supplier<Optional<T>> question) {
    Semaphore changed = new Semaphore(0);
    Runnable wakeUp = changed::release;
    subscribers.add(wakeUp);
    try {
      while (true) {
        changed.drainPermits();
        Optional<T> answer = question.get();
        if (answer.isPresent() || deadline.hasPassed()) {
          return answer;
        }
        long patience = Math.min(deadline.left().toMillis() + 1, LOOK_AGAIN.toMillis());
        if (changed.tryAcquire(patience, TimeUnit.MILLISECONDS)) {
          // Events come in bursts: let the burst end before asking again.
          Thread.sleep(SETTLE.toMillis());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw DistroException.of(ErrorCode.DEPLOY_FAILED, "cannot go on waiting: interrupted");
    } finally {
      subscribers.remove(wakeUp);
    }
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
