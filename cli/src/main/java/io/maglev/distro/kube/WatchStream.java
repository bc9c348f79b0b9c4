package io.maglev.distro.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.maglev.distro.kube.WatchListener.Event;
import io.maglev.distro.model.KubeObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * One watch request: splits the answer into its lines and hands on the events. The server ends it
 * after some minutes; a stream that outlives that is given up, since its connection is dead.
 */
final class WatchStream {
  private static final int SHORTEST_SECONDS = 240;
  private static final int SPREAD_SECONDS = 60;
  private static final Duration GRACE = Duration.ofSeconds(15);
  private static final int LONGEST_LINE = 64 << 20;

  private final ApiClient client;
  private final ApiRequest request;
  private final int seconds;
  private final BiConsumer<Event, KubeObject> onChange;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final Object lock = new Object();
  private boolean cancelled;
  private Runnable onCancel = () -> {};
  private final String start;
  private volatile String position;
  private volatile boolean started;
  private volatile @Nullable KubeObject error;

  WatchStream(
      ApiClient client,
      ServedApi api,
      KubeQuery query,
      String from,
      BiConsumer<Event, KubeObject> onChange) {
    this.client = client;
    this.start = from;
    this.position = from;
    this.onChange = onChange;
    this.seconds = SHORTEST_SECONDS + ThreadLocalRandom.current().nextInt(SPREAD_SECONDS);
    Map<String, String> parameters = ApiPaths.selectors(query);
    parameters.put("watch", "1");
    parameters.put("allowWatchBookmarks", "true");
    parameters.put("resourceVersion", from);
    parameters.put("timeoutSeconds", Integer.toString(seconds));
    String path = ApiPaths.collection(api, query.namespace());
    this.request = ApiRequest.get("watch " + api.plural(), ApiPaths.query(path, parameters));
  }

  /**
   * Blocks until the stream ends.
   *
   * @return where to go on, empty if the server no longer remembers and all must be listed anew
   * @throws KubeException if the server refuses, or the connection is lost before any event
   */
  String follow() {
    try {
      HttpResponse<AsyncBody> response = open();
      AsyncBody body = response.body();
      whenCancelled(body::cancel);
      boolean accepted = response.isSuccessful();
      started = accepted;
      body.consume();
      body.done().get(seconds + GRACE.toSeconds(), TimeUnit.SECONDS);
      if (!accepted) {
        return refused(new ApiResponse(response.code(), "", line.toByteArray()));
      }
    } catch (ExecutionException e) {
      lost(e.getCause() == null ? e : e.getCause());
    } catch (TimeoutException e) {
      cancel();
    } catch (CancellationException e) {
      return position;
    } catch (InterruptedException e) {
      cancel();
      Thread.currentThread().interrupt();
    }
    return error == null ? position : afterError(error);
  }

  void cancel() {
    Runnable action;
    synchronized (lock) {
      cancelled = true;
      action = onCancel;
    }
    action.run();
  }

  /** Keeps what ends the current step; runs it at once if the end was asked for before. */
  private void whenCancelled(Runnable action) {
    synchronized (lock) {
      onCancel = action;
      if (!cancelled) {
        return;
      }
    }
    action.run();
  }

  private boolean isCancelled() {
    synchronized (lock) {
      return cancelled;
    }
  }

  private HttpResponse<AsyncBody> open() throws InterruptedException, ExecutionException {
    CompletableFuture<HttpResponse<AsyncBody>> opening = client.stream(request, this::onBytes);
    whenCancelled(() -> opening.cancel(true));
    return opening.get();
  }

  private String refused(ApiResponse response) {
    if (response.status() == 410) {
      return "";
    }
    throw ApiErrors.refused(request.action(), client.cluster(), response);
  }

  private String afterError(KubeObject status) {
    long code = status.number("code").orElse(0L);
    if (code == 410) {
      return "";
    }
    throw ApiErrors.ofStatus(request.action(), client.cluster(), status);
  }

  private void lost(Throwable cause) {
    if (cause instanceof RuntimeException failure) {
      throw failure; // the listener's own
    }
    boolean progressed = !position.equals(start);
    if (!isCancelled() && !progressed) {
      throw ApiErrors.unreachable(request.action(), client.cluster(), cause);
    }
  }

  private void onBytes(List<ByteBuffer> buffers, AsyncBody body) throws IOException {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      split(bytes);
    }
    body.consume();
  }

  private void split(byte[] bytes) throws IOException {
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == '\n' && started) {
        line.write(bytes, start, i - start);
        onLine();
        start = i + 1;
      }
    }
    line.write(bytes, start, bytes.length - start);
    if (line.size() > LONGEST_LINE) {
      throw new IOException("an event is longer than " + LONGEST_LINE + " bytes");
    }
  }

  private void onLine() throws IOException {
    KubeObject event = new KubeObject(KubeJson.read(line.toByteArray()));
    line.reset();
    KubeObject object = new KubeObject(objectOf(event));
    switch (event.string("type").orElse("")) {
      case "ADDED" -> changed(Event.ADDED, object);
      case "MODIFIED" -> changed(Event.MODIFIED, object);
      case "DELETED" -> changed(Event.DELETED, object);
      case "BOOKMARK" -> position = object.resourceVersion();
      case "ERROR" -> error = object;
      default -> throw new IOException("unknown event " + event.string("type").orElse(""));
    }
  }

  @SuppressWarnings("unchecked") // JSON maps have string keys only
  private static Map<String, @Nullable Object> objectOf(KubeObject event) throws IOException {
    return (Map<String, @Nullable Object>)
        event
            .at("object")
            .filter(Map.class::isInstance)
            .orElseThrow(() -> new IOException("an event without an object"));
  }

  private void changed(Event event, KubeObject object) {
    onChange.accept(event, object);
    position = object.resourceVersion();
  }
}
