package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the gateway makes of a server that misbehaves, which a real one does not on request. */
@Timeout(60)
class FabricGatewayTest {
  private static final String SECRET =
      "{\"apiVersion\":\"v1\",\"kind\":\"Secret\",\"metadata\":{\"name\":\"x\",\"namespace\":\"ns\"}}";
  private static final String ALREADY_EXISTS =
      "{\"kind\":\"Status\",\"reason\":\"AlreadyExists\",\"message\":\"it exists\"}";
  private static final String CONFLICT =
      "{\"kind\":\"Status\",\"reason\":\"Conflict\",\"message\":\"it has changed\"}";
  private static final ResourceId ID = new ResourceId("v1", "Secret", "ns", "x");

  private final Deque<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private KubeGateway gateway;

  /** One scripted answer; status 0 drops the connection. */
  private record Answer(int status, Map<String, String> headers, String body) {}

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.setExecutor(threads);
    server.start();
    gateway =
        FabricGateway.connect(
            new ApiClient(
                new ClusterConnection(
                    "context 'fake'",
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/base/"),
                    "default",
                    TlsSettings.DEFAULT,
                    CredentialSource.of(Credentials.ofToken("s3cret")),
                    Optional.empty()),
                pauses::add));
  }

  @AfterEach
  void stop() {
    gateway.close();
    server.stop(0);
    threads.shutdownNow();
  }

  @Test
  void get_throttled_isRepeated() {
    answer(429, Map.of("Retry-After", "0"), "slow down");
    answer(503, Map.of("Retry-After", "0"), "");
    answer(200, Map.of(), SECRET);

    assertThat(gateway.get(ID)).isPresent();
    assertThat(requests)
        .hasSize(3)
        .allMatch("GET /base/api/v1/namespaces/ns/secrets/x"::equals, "path");
  }

  @Test
  void get_throttledForEver_givesUp() {
    for (int i = 0; i <= RetryPolicy.MOST_RETRIES; i++) {
      answer(429, Map.of("Retry-After", "0"), "slow down");
    }

    KubeException failure = catchThrowableOfType(KubeException.class, () -> gateway.get(ID));

    assertThat(failure.status()).isEqualTo(429);
    assertThat(requests).hasSize(RetryPolicy.MOST_RETRIES + 1);
    assertThat(pauses.stream().reduce(Duration.ZERO, Duration::plus))
        .isBetween(Duration.ofSeconds(25), Duration.ofSeconds(35));
  }

  @Test
  void get_toldWhenToComeAgain_waitsThatLong() {
    answer(429, Map.of("Retry-After", "17"), "slow down");
    answer(200, Map.of(), SECRET);

    assertThat(gateway.get(ID)).isPresent();
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(17), Duration.ofSeconds(19));
  }

  @Test
  void get_connectionDropped_isRepeated() {
    answer(200, Map.of(), SECRET);
    gateway.get(ID);
    answer(0, Map.of(), "");
    answer(200, Map.of(), SECRET);

    assertThat(gateway.get(ID)).isPresent();
  }

  @Test
  void create_answerLost_isSentAgain_andKnownForOurOwn() {
    answerOnce();
    answer(0, Map.of(), "");
    answer(409, Map.of(), ALREADY_EXISTS);
    answer(200, Map.of(), SECRET.replace("}}", ",\"uid\":\"u1\"}}"));

    KubeObject created = gateway.create(secret());

    assertThat(created.uid()).isEqualTo("u1");
    assertThat(requests)
        .extracting(it -> it.split(" ", 2)[0])
        .containsExactly("POST", "POST", "GET");
  }

  @Test
  void create_answerLost_andSomebodyElsesIsThere_alreadyExists() {
    answerOnce();
    answer(0, Map.of(), "");
    answer(409, Map.of(), ALREADY_EXISTS);
    answer(200, Map.of(), SECRET.replace("}}", "},\"type\":\"theirs\"}"));

    KubeException failure =
        catchThrowableOfType(
            KubeException.class, () -> gateway.create(new KubeObject(with("type", "ours"))));

    assertThat(failure.isAlreadyExists()).isTrue();
  }

  @Test
  void create_alreadyExistsAtOnce_isNotTakenForOurs() {
    answerOnce();
    answer(409, Map.of(), ALREADY_EXISTS);

    KubeException failure =
        catchThrowableOfType(KubeException.class, () -> gateway.create(secret()));

    assertThat(failure.isAlreadyExists()).isTrue();
    assertThat(requests).hasSize(1);
  }

  @Test
  void replace_answerLost_conflictOfOurOwnMaking_isNone() {
    answerOnce();
    answer(504, Map.of(), "upstream timed out");
    answer(409, Map.of(), CONFLICT);
    answer(200, Map.of(), SECRET.replace("}}", ",\"resourceVersion\":\"8\"}}"));

    KubeObject replaced = gateway.replace(secret().withMetadata("labels", Map.of()));

    assertThat(replaced.resourceVersion()).isEqualTo("8");
  }

  @Test
  void write_guarded_isNotSentAgainOnceTheGuardRefuses() {
    answerOnce();
    answer(503, Map.of(), "");
    answer(201, Map.of(), SECRET);
    int[] asked = {0};
    KubeGateway guarded =
        gateway.guardedBy(
            () -> {
              if (++asked[0] > 1) {
                throw new IllegalStateException("the fence fell");
              }
            });

    assertThatThrownBy(() -> guarded.create(secret())).hasMessage("the fence fell");
    assertThat(requests).hasSize(1);
  }

  @Test
  void write_whileEtcdElects_isRepeated() {
    answerOnce();
    answer(500, Map.of(), "{\"kind\":\"Status\",\"message\":\"etcdserver: leader changed\"}");
    answer(201, Map.of(), SECRET);

    assertThat(gateway.create(secret()).name()).isEqualTo("x");
  }

  /** A server that never answered is given up at once. */
  private void answerOnce() {
    answer(200, Map.of(), SECRET);
    gateway.get(ID);
    requests.clear();
  }

  private static KubeObject secret() {
    return new KubeObject(with("data", Map.of()));
  }

  private static Map<String, Object> with(String key, Object value) {
    return Map.of(
        "apiVersion",
        "v1",
        "kind",
        "Secret",
        "metadata",
        Map.of("name", "x", "namespace", "ns"),
        key,
        value);
  }

  @Test
  void refusal_withoutStatusObject_keepsTheText() {
    answer(500, Map.of(), "etcd is on fire");

    KubeException failure = catchThrowableOfType(KubeException.class, () -> gateway.get(ID));

    assertThat(failure).hasMessage("cannot read Secret 'ns/x': HTTP 500 etcd is on fire");
    assertThat(failure.getMessage()).doesNotContain("s3cret");
  }

  @Test
  void answer_thatIsNoJson_isMalformed() {
    answer(200, Map.of(), "<html>log in</html>");

    KubeException failure = catchThrowableOfType(KubeException.class, () -> gateway.get(ID));

    assertThat(failure).hasMessageContaining("something else than the Kubernetes API");
  }

  @Test
  void list_expiredPages_areReadAllAtOnce() {
    answer(200, Map.of(), list("1", "more", "a"));
    answer(410, Map.of(), "{\"kind\":\"Status\",\"reason\":\"Expired\",\"message\":\"gone\"}");
    answer(200, Map.of(), list("2", "", "a", "b"));

    List<KubeObject> items = gateway.list(KubeQuery.of("v1", "Secret", "ns"));

    assertThat(items).extracting(KubeObject::name).containsExactly("a", "b");
    assertThat(requests.get(1)).contains("limit=500").contains("continue=more");
    assertThat(requests.get(2)).doesNotContain("limit");
  }

  @Test
  void apis_oldServer_areReadGroupByGroup_withoutTheBrokenGroup() {
    answer(200, Map.of(), "{\"kind\":\"APIVersions\",\"versions\":[\"v1\"]}");
    answer(
        200,
        Map.of(),
        "{\"kind\":\"APIGroupList\",\"groups\":[{\"name\":\"a.io\",\"versions\":["
            + "{\"groupVersion\":\"a.io/v1\"}]}]}");
    answer(
        200,
        Map.of(),
        "{\"kind\":\"APIResourceList\",\"resources\":[{\"name\":\"things\",\"kind\":\"Thing\","
            + "\"namespaced\":true,\"verbs\":[\"get\"]},{\"name\":\"things/status\",\"kind\":\"Thing\"}]}");
    answer(500, Map.of(), "");

    ServedApis apis = gateway.apis();

    assertThat(apis.all())
        .singleElement()
        .satisfies(api -> assertThat(api.plural()).isEqualTo("things"))
        .satisfies(api -> assertThat(api.namespaced()).isTrue());
  }

  @Test
  void watch_resumesAfterTheStreamEnds_andListsAnewAfterGone() {
    answer(200, Map.of(), list("10", "", "a", "b"));
    answer(200, Map.of(), event("MODIFIED", "a", "11") + "\n" + event("BOOKMARK", "", "15") + "\n");
    answer(
        200,
        Map.of(),
        event("ERROR", "", "").replace("\"metadata\"", "\"code\":410,\"metadata\"") + "\n");
    answer(200, Map.of(), list("20", "", "b", "c"));
    answer(
        403,
        Map.of(),
        "{\"kind\":\"Status\",\"code\":403,\"reason\":\"Forbidden\",\"message\":\"no\"}");
    EventLog log = new EventLog();

    try (Watch watch = gateway.watch(KubeQuery.of("v1", "Secret", "ns"), log)) {
      assertThat(watch).isNotNull();
      KubeException end = log.awaitFailure();

      assertThat(end.reason()).isEqualTo("Forbidden");
    }
    assertThat(log.lines())
        .containsExactly("ADDED a", "ADDED b", "MODIFIED a", "DELETED a", "MODIFIED b", "ADDED c");
    assertThat(requests.get(1)).contains("resourceVersion=10").contains("watch=1");
    assertThat(requests.get(2)).contains("resourceVersion=15");
    assertThat(requests.get(4)).contains("resourceVersion=20");
  }

  @Test
  void watch_listenerThatThrows_endsIt() {
    answer(200, Map.of(), list("10", "", "a"));
    EventLog log = new EventLog();
    WatchListener broken =
        new WatchListener() {
          @Override
          public void onEvent(Event event, KubeObject object) {
            throw new IllegalStateException("defect");
          }

          @Override
          public void onFailure(KubeException failure) {
            log.onFailure(failure);
          }
        };

    try (Watch watch = gateway.watch(KubeQuery.of("v1", "Secret", "ns"), broken)) {
      assertThat(watch).isNotNull();
      assertThat(log.awaitFailure()).hasRootCauseMessage("defect");
    }
  }

  private static String list(String version, String next, String... names) {
    StringBuilder items = new StringBuilder();
    for (String name : names) {
      items.append(items.length() == 0 ? "" : ",");
      items.append("{\"metadata\":{\"name\":\"").append(name);
      items.append("\",\"uid\":\"u-").append(name).append("\"}}");
    }
    return "{\"kind\":\"SecretList\",\"metadata\":{\"resourceVersion\":\"%s\",\"continue\":\"%s\"},\"items\":[%s]}"
        .formatted(version, next, items);
  }

  private static String event(String type, String name, String version) {
    return ("{\"type\":\"%1$s\",\"object\":{\"kind\":\"Secret\",\"metadata\":{\"name\":\"%2$s\","
            + "\"uid\":\"u-%2$s\",\"resourceVersion\":\"%3$s\"}}}")
        .formatted(type, name, version);
  }

  private synchronized void answer(int status, Map<String, String> headers, String body) {
    answers.add(new Answer(status, headers, body));
  }

  private synchronized Answer next() {
    return answers.isEmpty() ? new Answer(404, Map.of(), "") : answers.remove();
  }

  private void handle(HttpExchange exchange) throws IOException {
    requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
    exchange.getRequestBody().readAllBytes();
    Answer answer = next();
    if (answer.status() == 0) {
      exchange.close();
      return;
    }
    answer.headers().forEach((key, value) -> exchange.getResponseHeaders().set(key, value));
    byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
    exchange.close();
  }
}
