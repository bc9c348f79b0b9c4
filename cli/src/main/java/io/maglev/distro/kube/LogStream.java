package io.maglev.distro.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One container's log as it is written. It begins once and is not resumed: a server that goes away
 * ends it, since nobody could tell where to go on without repeating lines. Thread-safe.
 */
final class LogStream implements Watch {
  private static final int LONGEST_REFUSAL = 64 << 10;

  private final ApiClient client;
  private final ApiRequest request;
  private final LogListener listener;
  private final LogLines lines;
  private final ByteArrayOutputStream refusal = new ByteArrayOutputStream();
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile boolean accepted;
  private volatile boolean closed;
  private volatile @Nullable AsyncBody body;

  LogStream(ApiClient client, ApiRequest request, LogListener listener) {
    this.client = client;
    this.request = request;
    this.listener = listener;
    this.lines = new LogLines(listener::onLine);
  }

  void start() {
    CompletableFuture<HttpResponse<AsyncBody>> opening;
    try {
      opening = client.stream(request, this::onBytes);
    } catch (KubeException e) {
      end(Optional.of(e));
      return;
    }
    CompletableFuture<?> unused =
        opening.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                opened(response);
              } else {
                lost(failure);
              }
            });
  }

  @Override
  public void close() {
    closed = true;
    AsyncBody open = body;
    if (open != null) {
      open.cancel();
    }
  }

  private void opened(HttpResponse<AsyncBody> response) {
    AsyncBody open = response.body();
    body = open;
    accepted = response.isSuccessful();
    CompletableFuture<?> unused =
        open.done()
            .whenComplete(
                (done, failure) -> {
                  if (failure != null) {
                    lost(failure);
                  } else if (accepted) {
                    lines.finish();
                    end(Optional.empty());
                  } else {
                    end(Optional.of(refused(response.code())));
                  }
                });
    open.consume();
    if (closed) {
      open.cancel();
    }
  }

  private void onBytes(List<ByteBuffer> buffers, AsyncBody open) {
    for (ByteBuffer buffer : buffers) {
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      if (accepted && !closed) {
        lines.write(bytes);
      } else if (refusal.size() < LONGEST_REFUSAL) {
        refusal.write(bytes, 0, bytes.length);
      }
    }
    open.consume();
  }

  private KubeException refused(int code) {
    return ApiErrors.refused(
        request.action(), client.cluster(), new ApiResponse(code, "", refusal.toByteArray()));
  }

  private void lost(Throwable failure) {
    Throwable cause =
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure;
    end(
        closed
            ? Optional.empty()
            : Optional.of(ApiErrors.unreachable(request.action(), client.cluster(), cause)));
  }

  private void end(Optional<KubeException> failure) {
    if (ended.compareAndSet(false, true)) {
      listener.onEnd(failure);
    }
  }
}
