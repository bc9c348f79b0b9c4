package io.maglev.distro.kube;

import io.fabric8.kubernetes.client.RequestConfig;
import io.fabric8.kubernetes.client.http.AsyncBody;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.okhttp.OkHttpClientFactory;
import io.maglev.distro.error.ErrorCode;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.HostnameVerifier;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * fabric8's HTTP client, set up for one cluster and one client certificate: one HTTP/2 connection
 * that all requests and watches share, kept alive by pings so that a dead one is noticed. Sends
 * once; retrying is {@link ApiClient}'s. Thread-safe.
 */
final class FabricHttp implements AutoCloseable {
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final Duration PING_INTERVAL = Duration.ofSeconds(15);
  private static final Duration IDLE_CONNECTION = Duration.ofMinutes(5);
  private static final int IDLE_CONNECTIONS = 8;
  private static final AtomicInteger THREADS = new AtomicInteger();

  private final HttpClient client;
  private final Factory factory;
  private final String base;
  private final boolean nearby;

  FabricHttp(ClusterConnection connection, Optional<Credentials.ClientCertificate> certificate) {
    this.factory = new Factory(connection, certificate);
    HttpClient.Builder builder = factory.newBuilder();
    builder.proxyType(HttpClient.ProxyType.DIRECT);
    builder.tag(withoutRetries());
    connection.proxy().ifPresent(proxy -> useProxy(builder, proxy));
    this.client = builder.build();
    this.base = connection.server().toString().replaceAll("/+$", "");
    this.nearby = isLoopback(connection.server());
  }

  /** Sends and reads the whole answer. */
  CompletableFuture<HttpResponse<byte[]>> send(ApiRequest request, Credentials credentials) {
    HttpRequest.Builder http = request(request, credentials);
    http.timeout(request.timeout().toMillis(), TimeUnit.MILLISECONDS);
    return client.sendAsync(http.build(), byte[].class);
  }

  /** Sends and hands each piece of the answer to the consumer while it arrives; no time limit. */
  CompletableFuture<HttpResponse<AsyncBody>> stream(
      ApiRequest request, Credentials credentials, AsyncBody.Consumer<List<ByteBuffer>> consumer) {
    HttpRequest.Builder http = request(request, credentials);
    http.forStreaming();
    return client.consumeBytes(http.build(), consumer);
  }

  /** Ends all requests and closes the connections, since an open one delays the JVM's exit. */
  @Override
  public void close() {
    factory.dispatcher.cancelAll();
    factory.pool.evictAll();
    client.close();
    factory.threads.shutdownNow();
    factory.pool.evictAll();
  }

  private HttpRequest.Builder request(ApiRequest request, Credentials credentials) {
    HttpRequest.Builder http = client.newHttpRequestBuilder();
    http.uri(base + request.path());
    http.method(request.method(), request.contentType(), request.body().orElse(null));
    http.setHeader("Accept", request.accept());
    http.setHeader("User-Agent", "distro");
    if (nearby) {
      // Compressing costs more than it saves when the server is on this machine.
      http.setHeader("Accept-Encoding", "identity");
    }
    for (Map.Entry<String, List<String>> header : credentials.headers().entrySet()) {
      header.getValue().forEach(value -> http.header(header.getKey(), value));
    }
    return http;
  }

  /** fabric8 would repeat writes too, after any failure; only its retry limit matters here. */
  private static RequestConfig withoutRetries() {
    return new RequestConfig(-1, 1000, 0, 0L, 0, 0, 100, 0);
  }

  private static void useProxy(HttpClient.Builder builder, URI proxy) {
    String scheme = Optional.ofNullable(proxy.getScheme()).orElse("").toLowerCase(Locale.ROOT);
    boolean socks = scheme.startsWith("socks5");
    if (proxy.getHost() == null || !(socks || scheme.equals("http") || scheme.equals("https"))) {
      throw new KubeException(
          ErrorCode.USAGE,
          0,
          "",
          "cannot use proxy with scheme '" + scheme + "': only http, https and socks5 are known",
          Optional.of("check proxy-url in the kubeconfig and HTTPS_PROXY"),
          null);
    }
    int port = proxy.getPort() > 0 ? proxy.getPort() : defaultPort(scheme, socks);
    builder.proxyType(socks ? HttpClient.ProxyType.SOCKS5 : HttpClient.ProxyType.HTTP);
    builder.proxyAddress(InetSocketAddress.createUnresolved(proxy.getHost(), port));
    if (proxy.getUserInfo() != null) {
      String[] user = proxy.getUserInfo().split(":", 2);
      builder.proxyAuthorization(Credentials.basic(user[0], user.length > 1 ? user[1] : ""));
    }
  }

  private static int defaultPort(String scheme, boolean socks) {
    if (socks) {
      return 1080;
    }
    return scheme.equals("https") ? 443 : 80;
  }

  private static boolean isLoopback(URI server) {
    String host = Optional.ofNullable(server.getHost()).orElse("");
    return host.equals("localhost") || host.startsWith("127.") || host.equals("[::1]");
  }

  /** Where fabric8 lets OkHttp be set up. */
  private static final class Factory extends OkHttpClientFactory {
    private final ExecutorService threads = Executors.newCachedThreadPool(Factory::daemon);
    private final Dispatcher dispatcher;
    private final ConnectionPool pool;
    private final @Nullable Future<TlsContext> tls;
    private final Optional<String> serverName;
    private final boolean insecure;

    Factory(ClusterConnection connection, Optional<Credentials.ClientCertificate> certificate) {
      boolean encrypted = "https".equalsIgnoreCase(connection.server().getScheme());
      // Java's TLS and OkHttp both take their time to be loaded: side by side, that is once.
      this.tls = encrypted ? threads.submit(() -> TlsContext.of(connection, certificate)) : null;
      this.dispatcher = new Dispatcher(threads);
      this.pool =
          new ConnectionPool(IDLE_CONNECTIONS, IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS);
      this.serverName = connection.tls().serverName();
      this.insecure = connection.tls().insecure();
      dispatcher.setMaxRequests(Integer.MAX_VALUE);
      dispatcher.setMaxRequestsPerHost(Integer.MAX_VALUE);
    }

    @Override
    protected void additionalConfig(OkHttpClient.Builder builder) {
      builder.dispatcher(dispatcher).connectionPool(pool);
      builder.connectTimeout(CONNECT_TIMEOUT).readTimeout(Duration.ZERO);
      builder.writeTimeout(Duration.ZERO).pingInterval(PING_INTERVAL);
      builder.followRedirects(false).followSslRedirects(false);
      builder.addInterceptor(new SendOnce());
      if (tls != null) {
        TlsContext context = result(tls);
        builder.sslSocketFactory(context.sockets(), context.trust());
        if (insecure) {
          builder.hostnameVerifier((host, session) -> true);
        } else {
          serverName.ifPresent(name -> builder.hostnameVerifier(expecting(name)));
        }
      }
    }

    private static TlsContext result(Future<TlsContext> tls) {
      try {
        return tls.get();
      } catch (ExecutionException e) {
        if (e.getCause() instanceof KubeException refused) {
          throw refused;
        }
        throw new IllegalStateException("TLS cannot be set up", e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new KubeException(
            ErrorCode.CLUSTER_FAILED, 0, "", "cannot set up TLS: interrupted", Optional.empty(), e);
      }
    }

    private static HostnameVerifier expecting(String name) {
      HostnameVerifier usual = new OkHttpClient().hostnameVerifier();
      return (host, session) -> usual.verify(name, session);
    }

    private static Thread daemon(Runnable task) {
      Thread thread = new Thread(task, "kube-http-" + THREADS.incrementAndGet());
      thread.setDaemon(true);
      return thread;
    }
  }
}
