package io.maglev.distro.kube;

import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to one API server: adds the credentials, repeats what may be repeated, and turns
 * failures into {@link KubeException}. Thread-safe.
 */
final class ApiClient implements AutoCloseable {
  private final ClusterConnection cluster;
  private final Object lock = new Object();
  private @Nullable FabricHttp http;
  private Optional<Credentials.ClientCertificate> certificate = Optional.empty();
  private final Pauses pauses;
  private volatile boolean answeredBefore;
  private volatile boolean closed;

  ApiClient(ClusterConnection cluster) {
    this(cluster, pause -> Thread.sleep(pause.toMillis()));
  }

  /** With pauses of another length, for tests. */
  ApiClient(ClusterConnection cluster, Pauses pauses) {
    this.cluster = cluster;
    this.pauses = pauses;
  }

  /** How time passes between two tries. */
  interface Pauses {
    void pause(Duration time) throws InterruptedException;
  }

  ClusterConnection cluster() {
    return cluster;
  }

  boolean isClosed() {
    return closed;
  }

  /**
   * Sends and reads the answer as an object.
   *
   * @throws KubeException for every status outside 200-299
   */
  KubeObject object(ApiRequest request) {
    return object(request, send(request));
  }

  /** The object that the answer to the request holds; as {@link #object(ApiRequest)}. */
  KubeObject object(ApiRequest request, ApiResponse response) {
    if (!response.isSuccess()) {
      throw ApiErrors.refused(request.action(), cluster, response);
    }
    return parse(request, response);
  }

  /** As {@link #object(ApiRequest)}, empty for 404. */
  Optional<KubeObject> find(ApiRequest request) {
    ApiResponse response = send(request);
    if (response.status() == 404) {
      return Optional.empty();
    }
    if (!response.isSuccess()) {
      throw ApiErrors.refused(request.action(), cluster, response);
    }
    return Optional.of(parse(request, response));
  }

  /**
   * Sends, repeating where {@link RetryPolicy} allows; any status is an ordinary answer.
   *
   * @throws KubeException if no answer came
   */
  ApiResponse send(ApiRequest request) {
    boolean renewed = false;
    boolean maybeDone = false;
    long began = System.nanoTime();
    for (int retries = 0; ; retries++) {
      boolean last = retries >= RetryPolicy.MOST_RETRIES || isLate(began);
      Credentials credentials = cluster.credentials().current();
      request.guard().run();
      try {
        ApiResponse response = once(request, credentials);
        if (response.status() == 401 && !renewed && cluster.credentials().renew(credentials)) {
          renewed = true;
        } else if (last || !RetryPolicy.isWorthRepeating(response)) {
          return maybeDone ? response.asEcho() : response;
        } else {
          maybeDone |= RetryPolicy.mayBeDone(response);
          sleep(request, RetryPolicy.pause(retries, response.retryAfter()));
        }
      } catch (IOException e) {
        if (last || isLate(began) || !mayRepeat(e)) {
          throw ApiErrors.unreachable(request.action(), cluster, e);
        }
        maybeDone |= RetryPolicy.mayBeDone(e);
        sleep(request, RetryPolicy.pause(retries, ""));
      }
    }
  }

  /** Starts an answer without end, for watches; sends once. */
  CompletableFuture<HttpResponse<AsyncBody>> stream(
      ApiRequest request, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    Credentials credentials = cluster.credentials().current();
    return http(credentials).stream(request, credentials, consumer);
  }

  KubeObject parse(ApiRequest request, ApiResponse response) {
    try {
      return new KubeObject(KubeJson.read(response.body()));
    } catch (IOException e) {
      throw ApiErrors.malformed(request.action(), cluster, e);
    }
  }

  @Override
  public void close() {
    synchronized (lock) {
      closed = true;
      if (http != null) {
        http.close();
        http = null;
      }
    }
  }

  private ApiResponse once(ApiRequest request, Credentials credentials) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> future = http(credentials).send(request, credentials);
    try {
      HttpResponse<byte[]> response = future.get();
      answeredBefore = true;
      String retryAfter = Optional.ofNullable(response.header("Retry-After")).orElse("");
      byte[] body = Optional.ofNullable(response.body()).orElse(new byte[0]);
      return new ApiResponse(response.code(), retryAfter, body);
    } catch (InterruptedException e) {
      future.cancel(true);
      throw interrupted(request, e);
    } catch (CancellationException e) {
      throw new IOException("the request was cancelled", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException io) {
        throw io;
      }
      throw new IOException(String.valueOf(e.getCause()), e.getCause());
    }
  }

  /**
   * A client certificate belongs to the connection, so a new one from an exec plugin means a new
   * client.
   */
  private FabricHttp http(Credentials credentials) {
    synchronized (lock) {
      if (closed) {
        throw new KubeException(
            ErrorCode.INTERNAL,
            0,
            "",
            "the connection to the cluster is closed",
            Optional.empty(),
            null);
      }
      if (http == null || !certificate.equals(credentials.certificate())) {
        if (http != null) {
          http.close();
        }
        certificate = credentials.certificate();
        http = new FabricHttp(cluster, certificate);
      }
      return http;
    }
  }

  /**
   * A server that never answered is reported at once: the address is likely wrong. One that did
   * answer is given time, as while a control plane fails over.
   */
  private boolean mayRepeat(IOException failure) {
    return answeredBefore && !closed && RetryPolicy.isWorthRepeating(failure);
  }

  private static boolean isLate(long began) {
    return System.nanoTime() - began >= RetryPolicy.MOST_TIME.toNanos();
  }

  private void sleep(ApiRequest request, Duration pause) {
    try {
      pauses.pause(pause);
    } catch (InterruptedException e) {
      throw interrupted(request, e);
    }
  }

  private KubeException interrupted(ApiRequest request, InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new KubeException(
        ErrorCode.CLUSTER_FAILED,
        0,
        "",
        "cannot " + request.action() + ": interrupted",
        Optional.empty(),
        cause);
  }
}
