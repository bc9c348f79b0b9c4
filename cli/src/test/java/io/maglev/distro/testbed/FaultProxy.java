package io.maglev.distro.testbed;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.fabric8.kubernetes.client.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * An HTTPS server between a client and a testbed's API server, which does to chosen requests what
 * networks, load balancers and busy servers do. It speaks HTTP/1.1, so each watch has a connection
 * of its own. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // else 40 ms an answer
  }

  /** Whom the kubeconfig is made for; the server behind knows this proxy by its own token. */
  public static final String FIRST_TOKEN = "first-token";

  private final ProxyCertificate certificate;
  private final Upstream upstream;
  private final Path kubeconfig;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();
  private final List<ProxiedRequest> forwarded = new CopyOnWriteArrayList<>();
  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          body -> {
            Thread thread = new Thread(body, "fault-proxy");
            thread.setDaemon(true);
            return thread;
          });
  private volatile HttpsServer server;
  private volatile String accepted = FIRST_TOKEN;

  private FaultProxy(Testbed testbed, Path dir) throws IOException {
    Config real = Config.fromKubeconfig(testbed.kubeconfig().toFile());
    certificate = ProxyCertificate.create(dir);
    upstream = new Upstream(real);
    server = listen(0);
    kubeconfig =
        Files.writeString(
            dir.resolve("kubeconfig"), kubeconfigText("{ token: \"" + FIRST_TOKEN + "\" }"));
  }

  /** A proxy before the testbed's API server; its files are put into the directory. */
  public static FaultProxy before(Testbed testbed, Path dir) {
    try {
      return new FaultProxy(testbed, Files.createDirectories(dir));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** As the testbed's, but to this proxy. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** The text of a kubeconfig to this proxy with this user, in YAML's flow style. */
  public String kubeconfigText(String user) {
    return """
        apiVersion: v1
        kind: Config
        clusters:
        - name: testbed
          cluster: { server: "https://127.0.0.1:%d", certificate-authority-data: "%s" }
        users:
        - name: admin
          user: %s
        contexts:
        - name: testbed
          context: { cluster: testbed, user: admin }
        current-context: testbed
        """
        .formatted(port(), certificate.pem(), user);
  }

  /** From now on, does that to each of the requests. */
  public void always(Predicate<ProxiedRequest> requests, Fault fault) {
    rules.add(new Rule(requests, 1, Integer.MAX_VALUE, fault));
  }

  /** Does that to the next of the requests. */
  public void once(Predicate<ProxiedRequest> requests, Fault fault) {
    nth(1, requests, fault);
  }

  /** Does that to the one of the requests that is the nth from now, counted from 1. */
  public void nth(int number, Predicate<ProxiedRequest> requests, Fault fault) {
    rules.add(new Rule(requests, number, number, fault));
  }

  /** Does that to the next so many of the requests. */
  public void next(int times, Predicate<ProxiedRequest> requests, Fault fault) {
    rules.add(new Rule(requests, 1, times, fault));
  }

  /** From now on that token is the valid one, and all others have expired. */
  public void acceptOnly(String token) {
    accepted = token;
  }

  /** Passes everything on again. */
  public void heal() {
    rules.clear();
  }

  /** How often a rule was met since it was made; of all rules that are still in force. */
  public int faults() {
    return rules.stream().mapToInt(Rule::met).sum();
  }

  /** The requests that reached the API server, in their order, watches among them. */
  public List<ProxiedRequest> forwarded() {
    return List.copyOf(forwarded);
  }

  /** The writes among {@link #forwarded}. */
  public List<ProxiedRequest> writes() {
    return forwarded.stream().filter(ProxiedRequest::isWrite).toList();
  }

  /** Forgets what was forwarded. */
  public void forget() {
    forwarded.clear();
  }

  /** Drops all connections and refuses new ones, as while a control plane restarts. */
  public synchronized void goDown() {
    server.stop(0);
    upstream.endStreams();
  }

  /** Accepts connections again, at the same address. */
  public synchronized void comeUp(int port) {
    try {
      server = listen(port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public int port() {
    return server.getAddress().getPort();
  }

  @Override
  public void close() {
    goDown();
    threads.shutdownNow();
  }

  private HttpsServer listen(int port) throws IOException {
    HttpsServer listening =
        HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
    listening.setHttpsConfigurator(new HttpsConfigurator(certificate.tls()));
    listening.setExecutor(threads);
    listening.createContext("/", this::handle);
    listening.start();
    return listening;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    ProxiedRequest request =
        ProxiedRequest.of(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body);
    Passage passage = new Passage(exchange, request, body, upstream, forwarded::add);
    try {
      boolean known = ("Bearer " + accepted).equals(authorization(exchange));
      (known ? fault(request) : Fault.refused(401, "Unauthorized", "expired")).apply(passage);
    } catch (IOException e) {
      exchange.close(); // whichever side has gone, the other is to know
    } catch (InterruptedException e) {
      exchange.close();
      Thread.currentThread().interrupt();
    }
  }

  private static String authorization(HttpExchange exchange) {
    return String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
  }

  private Fault fault(ProxiedRequest request) {
    Fault chosen = Fault.NONE;
    for (Rule rule : new ArrayList<>(rules)) {
      if (rule.applies(request) && chosen == Fault.NONE) {
        chosen = rule.fault;
      }
    }
    return chosen;
  }

  /** What is done to requests of a kind, from one of them to another. */
  private static final class Rule {
    private final Predicate<ProxiedRequest> requests;
    private final int first;
    private final int last;
    private final Fault fault;
    private final AtomicInteger seen = new AtomicInteger();

    Rule(Predicate<ProxiedRequest> requests, int first, int last, Fault fault) {
      this.requests = requests;
      this.first = first;
      this.last = last;
      this.fault = fault;
    }

    boolean applies(ProxiedRequest request) {
      if (!requests.test(request)) {
        return false;
      }
      int number = seen.incrementAndGet();
      return number >= first && number <= last;
    }

    int met() {
      return Math.max(0, Math.min(seen.get(), last) - first + 1);
    }
  }
}
