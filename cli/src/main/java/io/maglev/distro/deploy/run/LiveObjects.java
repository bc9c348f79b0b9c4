package io.maglev.distro.deploy.run;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster holds of the kinds and namespaces a run cares about, kept current by one watch
 * each that all components share. The server is asked only where a kind cannot be watched.
 * Thread-safe; close to end all watches.
 */
public final class LiveObjects implements AutoCloseable {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);
  private static final Duration SETTLE = Duration.ofMillis(5);

  private final KubeGateway kube;
  private final RunClock clock;
  private final Map<KubeQuery, Followed> followed = new ConcurrentHashMap<>();
  private final List<Runnable> subscribers = new CopyOnWriteArrayList<>();
  private volatile boolean closed;

  LiveObjects(KubeGateway kube, RunClock clock) {
    this.kube = kube;
    this.clock = clock;
  }

  /**
   * Keeps objects of that kind and namespace current from now on; cheap if it already does. A watch
   * that has failed is tried anew.
   */
  public void follow(String apiVersion, String kind, String namespace) {
    followed
        .compute(
            KubeQuery.of(apiVersion, kind, namespace),
            (query, old) -> old == null || old.failed ? new Followed(query) : old)
        .start();
  }

  /** As {@link #follow(String, String, String)}, for the object's own kind and namespace. */
  public void follow(KubeObject object) {
    follow(object.apiVersion(), object.kind(), object.namespace());
  }

  /**
   * What is known of exactly this object, told by its uid: another one of the same name does not
   * count. Its kind must be followed.
   *
   * @throws KubeException if the kind can be neither watched nor read
   */
  public Sight look(KubeObject object) {
    Followed kind = followed.get(query(object.id()));
    if (kind == null) {
      return Sight.UNSEEN;
    }
    return kind.failed ? ask(object) : kind.look(object);
  }

  /**
   * Whether exactly this object no longer exists; asks the server unless the object was seen last.
   */
  public boolean isGone(KubeObject object) {
    return !(look(object) instanceof Sight.Present) && ask(object) instanceof Sight.Gone;
  }

  /** All objects of a followed kind and namespace as last seen; none if they cannot be watched. */
  public Collection<KubeObject> all(String apiVersion, String kind, String namespace) {
    Followed found = followed.get(KubeQuery.of(apiVersion, kind, namespace));
    return found == null || found.failed ? List.of() : new ArrayList<>(found.objects.values());
  }

  /**
   * Waits for an answer: asks at once, after every change of anything followed, and now and then
   * for rules that depend on time.
   *
   * @return empty if the deadline passed first
   */
  public <T> Optional<T> await(Deadline deadline, Supplier<Optional<T>> question) {
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
        long patience = Math.min(deadline.left().toNanos(), LOOK_AGAIN.toNanos());
        if (clock.await(changed, patience)) {
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
    closed = true;
    followed.values().forEach(Followed::stop);
    followed.clear();
  }

  private Sight ask(KubeObject object) {
    return kube.get(object.id())
        .filter(found -> found.uid().equals(object.uid()))
        .<Sight>map(Sight.Present::new)
        .orElse(new Sight.Gone(object));
  }

  private static KubeQuery query(ResourceId id) {
    return KubeQuery.of(id.apiVersion(), id.kind(), id.namespace());
  }

  /** What is known of one object. */
  public sealed interface Sight {
    /** Nothing yet: the watch has not told of it. */
    Sight UNSEEN = new Unseen();

    /** See {@link #UNSEEN}. */
    record Unseen() implements Sight {}

    /** It is there, in this state. */
    record Present(KubeObject object) implements Sight {}

    /**
     * It was there and is no more.
     *
     * @param last as it was before somebody asked for its deletion
     */
    record Gone(KubeObject last) implements Sight {
      public Gone {
        last = last.withoutMetadata(Set.of("deletionTimestamp"));
      }
    }
  }

  /** One watch and what it has seen, by name: a query has one namespace. */
  private final class Followed implements WatchListener {
    private final KubeQuery query;
    private final Map<String, KubeObject> objects = new ConcurrentHashMap<>();

    /** The last of each name that went, as it was then. */
    private final Map<String, KubeObject> departed = new ConcurrentHashMap<>();

    private final AtomicBoolean started = new AtomicBoolean();
    private volatile boolean failed;
    private volatile @Nullable Watch watch;

    Followed(KubeQuery query) {
      this.query = query;
    }

    /** Outside the map's own lock: this may ask the server. */
    void start() {
      if (!started.compareAndSet(false, true)) {
        return;
      }
      try {
        watch = kube.watch(query, this);
      } catch (KubeException e) {
        onFailure(e);
      }
      if (closed) {
        stop();
      }
    }

    void stop() {
      Watch running = watch;
      if (running != null) {
        running.close();
      }
    }

    Sight look(KubeObject object) {
      KubeObject now = objects.get(object.name());
      if (now != null && now.uid().equals(object.uid())) {
        return new Sight.Present(now);
      }
      KubeObject last = departed.get(object.name());
      return last != null && last.uid().equals(object.uid()) ? new Sight.Gone(last) : Sight.UNSEEN;
    }

    @Override
    public void onEvent(Event event, KubeObject object) {
      if (event == Event.DELETED) {
        departed.put(object.name(), object);
        // A new object of that name may have been told of before the old one's end.
        objects.computeIfPresent(
            object.name(), (name, now) -> now.uid().equals(object.uid()) ? null : now);
      } else {
        objects.put(object.name(), object);
      }
      subscribers.forEach(Runnable::run);
    }

    /** From now on the server is asked instead, each time somebody looks. */
    @Override
    public void onFailure(KubeException failure) {
      failed = true;
      subscribers.forEach(Runnable::run);
    }
  }
}
