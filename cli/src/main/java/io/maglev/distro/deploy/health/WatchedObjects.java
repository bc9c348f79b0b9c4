package io.maglev.distro.deploy.health;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Objects as they are: one LIST a query to begin with, then one watch. Thread-safe; close to end
 * the watches.
 */
public final class WatchedObjects implements ObjectSource, AutoCloseable {
  /**
   * A watch tells of all there is when it begins. What the LIST before it had and it has not told
   * of by then went in between.
   */
  static final Duration SETTLED = Duration.ofSeconds(3);

  private final KubeGateway kube;
  private final Executor threads;
  private final Runnable changed;
  private final LongSupplier nanoTime;
  private final Map<KubeQuery, Followed> followed = new ConcurrentHashMap<>();
  private volatile boolean closed;

  /**
   * Follows what it is asked for.
   *
   * @param threads for the LISTs, must not be the caller's own
   * @param changed called after each change, on a thread that must not be kept
   */
  public WatchedObjects(KubeGateway kube, Executor threads, Runnable changed) {
    this(kube, threads, changed, System::nanoTime);
  }

  WatchedObjects(KubeGateway kube, Executor threads, Runnable changed, LongSupplier nanoTime) {
    this.kube = kube;
    this.threads = threads;
    this.changed = changed;
    this.nanoTime = nanoTime;
  }

  @Override
  public void prepare(Collection<KubeQuery> queries) {
    for (KubeQuery query : queries) {
      Followed unused = follow(query);
    }
  }

  @Override
  public Collection<KubeObject> all(KubeQuery query) {
    return follow(query).all();
  }

  @Override
  public void close() {
    closed = true;
    followed.values().forEach(Followed::stop);
  }

  private Followed follow(KubeQuery query) {
    Followed found = followed.computeIfAbsent(query, Followed::new);
    found.start();
    return found;
  }

  /** One query. */
  private final class Followed implements WatchListener {
    private final KubeQuery query;
    private final Map<String, Seen> objects = new LinkedHashMap<>();
    private @Nullable CompletableFuture<Void> listed;
    private @Nullable Watch watch;
    private Optional<KubeException> failure = Optional.empty();
    private long watchedSince;

    Followed(KubeQuery query) {
      this.query = query;
    }

    synchronized void start() {
      if (listed == null) {
        listed = CompletableFuture.runAsync(this::listAndWatch, threads);
      }
    }

    private void listAndWatch() {
      for (KubeObject object : ListedObjects.read(kube, query)) {
        put(object, false);
      }
      Watch begun = kube.watch(query, this);
      synchronized (this) {
        watch = begun;
        watchedSince = nanoTime.getAsLong();
      }
      if (closed) {
        stop();
      }
    }

    Collection<KubeObject> all() {
      CompletableFuture<Void> begun;
      synchronized (this) {
        begun = listed;
      }
      try {
        if (begun != null) {
          begun.join();
        }
      } catch (CompletionException e) {
        if (e.getCause() instanceof RuntimeException cause) {
          throw cause;
        }
        throw e;
      }
      return known();
    }

    private synchronized List<KubeObject> known() {
      if (failure.isPresent()) {
        throw failure.get();
      }
      if (nanoTime.getAsLong() - watchedSince > SETTLED.toNanos()) {
        objects.values().removeIf(seen -> !seen.watched());
      }
      return new ArrayList<>(objects.values().stream().map(Seen::object).toList());
    }

    private synchronized void put(KubeObject object, boolean watched) {
      KubeObject kept = Queries.wantsMetadataOnly(query) ? metadata(object) : object;
      objects.put(object.uid(), new Seen(kept, watched));
    }

    void stop() {
      Watch running;
      synchronized (this) {
        running = watch;
      }
      if (running != null) {
        running.close();
      }
    }

    @Override
    public void onEvent(Event event, KubeObject object) {
      if (event == Event.DELETED) {
        synchronized (this) {
          objects.remove(object.uid());
        }
      } else {
        put(object, true);
      }
      changed.run();
    }

    @Override
    public void onFailure(KubeException refusal) {
      synchronized (this) {
        failure = Optional.of(refusal);
      }
      changed.run();
    }
  }

  private record Seen(KubeObject object, boolean watched) {}

  private static KubeObject metadata(KubeObject object) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>();
    for (String field : List.of("apiVersion", "kind", "metadata")) {
      content.put(field, object.content().get(field));
    }
    return new KubeObject(content);
  }
}
