package io.maglev.distro.kube;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.WatchListener.Event;
import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch on one thread: lists, follows the changes from there, and begins again where the server
 * no longer remembers (client-go's reflector). Lost connections are resumed with growing pauses and
 * without end; only a refusal ends it.
 */
final class ListWatch implements Watch {
  private static final Duration NOT_SERVED_PAUSE = Duration.ofSeconds(2);

  private final ApiClient client;
  private final ApiCatalog catalog;
  private final ListReader lists;
  private final KubeQuery query;
  private final WatchListener listener;
  private final Consumer<ListWatch> onEnd;
  private final Map<String, KubeObject> known = new LinkedHashMap<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile @Nullable WatchStream stream;

  ListWatch(
      ApiClient client,
      ApiCatalog catalog,
      KubeQuery query,
      WatchListener listener,
      Consumer<ListWatch> onEnd) {
    this.client = client;
    this.catalog = catalog;
    this.lists = new ListReader(client);
    this.query = query;
    this.listener = listener;
    this.onEnd = onEnd;
  }

  void start() {
    Thread thread = new Thread(this::run, "kube-watch-" + query.kind());
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() {
    closed.countDown();
    WatchStream running = stream;
    if (running != null) {
      running.cancel();
    }
    onEnd.accept(this);
  }

  private void run() {
    try {
      listAndFollow();
    } catch (KubeException e) {
      fail(e);
    } catch (RuntimeException e) {
      String message = "cannot watch " + query.kind() + ": the receiver of the events failed";
      fail(new KubeException(ErrorCode.INTERNAL, 0, "", message, Optional.empty(), e));
    }
    onEnd.accept(this);
  }

  private void fail(KubeException failure) {
    if (!isClosed()) {
      closed.countDown();
      listener.onFailure(failure);
    }
  }

  private void listAndFollow() {
    int failures = 0;
    String from = "";
    while (!isClosed()) {
      try {
        if (from.isEmpty()) {
          from = list();
        }
        if (from.isEmpty()) {
          pause(NOT_SERVED_PAUSE);
          catalog.forget();
          continue;
        }
        from = follow(from);
        failures = 0;
      } catch (KubeException e) {
        if (isFinal(e)) {
          throw e;
        }
        from = e.status() == 0 ? from : "";
        pause(RetryPolicy.pause(failures++, ""));
      }
    }
  }

  /** Delivers what exists, and what no longer does; returns where to follow from. */
  private String list() {
    ListReader.Listing listing = lists.read(catalog, query, ApiRequest.JSON);
    Map<String, KubeObject> gone = new LinkedHashMap<>(known);
    listing.items().forEach(item -> gone.remove(item.uid()));
    gone.values().forEach(object -> deliver(Event.DELETED, object));
    for (KubeObject item : listing.items()) {
      deliver(known.containsKey(item.uid()) ? Event.MODIFIED : Event.ADDED, item);
    }
    return listing.resourceVersion();
  }

  /** Follows until the server ends the stream; returns where to go on, empty to list anew. */
  private String follow(String from) {
    Optional<ServedApi> api = catalog.find(query.apiVersion(), query.kind());
    if (api.isEmpty()) {
      return "";
    }
    WatchStream running = new WatchStream(client, api.get(), query, from, this::onChange);
    stream = running;
    if (isClosed()) {
      running.cancel();
    }
    return running.follow();
  }

  private void onChange(Event event, KubeObject object) {
    deliver(event, object);
  }

  private void deliver(Event event, KubeObject object) {
    if (event == Event.DELETED) {
      known.remove(object.uid());
    } else {
      known.put(object.uid(), object);
    }
    if (!isClosed()) {
      listener.onEvent(event, object);
    }
  }

  /** Refusals end a watch; everything else may pass: a restart, a fail-over, a busy server. */
  private static boolean isFinal(KubeException failure) {
    return switch (failure.status()) {
      case 400, 401, 403, 405, 422 -> true;
      default -> failure.code() == ErrorCode.INTERNAL;
    };
  }

  private boolean isClosed() {
    return closed.getCount() == 0 || client.isClosed();
  }

  private void pause(Duration time) {
    try {
      if (closed.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      closed.countDown();
      Thread.currentThread().interrupt();
    }
  }
}
