package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Following a log that a server sends bit by bit. */
@Timeout(30)
class LogStreamTest implements LogListener {
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final CompletableFuture<Optional<KubeException>> end = new CompletableFuture<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final CountDownLatch firstLineSeen = new CountDownLatch(1);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile Answer answer = out -> {};
  private volatile int status = 200;

  /** How long the answer is to be; 0: its end tells. */
  private volatile int promised;

  private HttpServer server;
  private KubeGateway gateway;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    gateway =
        FabricGateway.connect(
            new ClusterConnection(
                "context 'fake'",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"),
                "default",
                TlsSettings.DEFAULT,
                CredentialSource.of(Credentials.ofToken("s3cret")),
                Optional.empty()));
  }

  @AfterEach
  void stop() {
    firstLineSeen.countDown();
    gateway.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void followLog_tellsEachLineWhenItComes() throws Exception {
    answer =
        out -> {
          write(out, "one\n");
          await(firstLineSeen);
          write(out, "two");
        };

    try (Watch log = gateway.followLog("ns", "web", "main", this)) {
      assertThat(log).isNotNull();
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
      firstLineSeen.countDown();
      assertThat(end.get(10, TimeUnit.SECONDS)).isEmpty();
    }

    assertThat(lines).containsExactly("two");
    assertThat(requests)
        .containsExactly("/api/v1/namespaces/ns/pods/web/log?container=main&follow=true");
  }

  @Test
  void followLog_refused_endsWithTheServersWords() throws Exception {
    status = 400;
    answer =
        out ->
            write(
                out,
                "{\"kind\":\"Status\",\"reason\":\"BadRequest\",\"message\":\"waiting to start\"}");

    try (Watch log = gateway.followLog("ns", "web", "main", this)) {
      assertThat(log).isNotNull();
      assertThat(end.get(10, TimeUnit.SECONDS))
          .hasValueSatisfying(
              failure ->
                  assertThat(failure)
                      .hasMessageContaining("read the log of Pod 'ns/web'")
                      .hasMessageContaining("waiting to start"));
    }
    assertThat(lines).isEmpty();
  }

  @Test
  void followLog_serverGoesAway_endsWithAFailureAndTheLinesSoFar() throws Exception {
    answer =
        out -> {
          write(out, "one\n");
          await(firstLineSeen);
        };
    promised = 1000;

    try (Watch log = gateway.followLog("ns", "web", "main", this)) {
      assertThat(log).isNotNull();
      assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("one");
      firstLineSeen.countDown();
      assertThat(end.get(10, TimeUnit.SECONDS)).isPresent();
    }
  }

  @Test
  void close_endsTheLogWithoutAFailure() throws Exception {
    answer =
        out -> {
          write(out, "one\n");
          await(firstLineSeen);
          write(out, "two\n");
        };
    Watch log = gateway.followLog("ns", "web", "main", this);
    assertThat(lines.poll(10, TimeUnit.SECONDS)).isEqualTo("one");

    log.close();
    firstLineSeen.countDown();

    assertThat(end.get(10, TimeUnit.SECONDS)).isEmpty();
    assertThat(lines).isEmpty();
  }

  @Override
  public void onLine(String line) {
    lines.add(line);
  }

  @Override
  public void onEnd(Optional<KubeException> failure) {
    end.complete(failure);
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestURI().toString());
    exchange.sendResponseHeaders(status, promised);
    try (OutputStream out = exchange.getResponseBody()) {
      answer.to(out);
    }
    exchange.close();
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** What the server sends. */
  private interface Answer {
    void to(OutputStream out) throws IOException;
  }
}
