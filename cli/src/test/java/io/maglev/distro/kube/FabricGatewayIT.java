package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The gateway to a real API server. */
@OnTestbed
class FabricGatewayIT extends KubeGatewayContract {
  private static final AtomicInteger NUMBER = new AtomicInteger();

  private static Testbed testbed;
  private static KubeGateway gateway;

  @BeforeAll
  static void connect(Testbed running) {
    testbed = running;
    gateway = FabricGateway.connect(connection());
  }

  @AfterAll
  static void disconnect() {
    gateway.close();
  }

  @Override
  protected KubeGateway gateway() {
    return gateway;
  }

  @Override
  protected String namespace() {
    return testbed.namespace();
  }

  @Override
  protected String unique(String stem) {
    return stem + "-" + NUMBER.incrementAndGet();
  }

  @Override
  protected int pageOverflow() {
    return 501;
  }

  @Test
  void unknownToken_isForbidden() {
    try (KubeGateway stranger = FabricGateway.connect(as(Credentials.ofToken("wrong")))) {
      KubeException refusal = refusal(() -> stranger.get(secret()));

      assertThat(refusal.code()).isEqualTo(ErrorCode.CLUSTER_FORBIDDEN);
      assertThat(refusal.status()).isEqualTo(401);
      assertThat(refusal.hint()).get().asString().contains("--kubeconfig", "--context");
      assertThat(refusal.getMessage()).doesNotContain("wrong");
    }
  }

  @Test
  void anonymous_isForbiddenToReadAndToWatch() {
    try (KubeGateway anonymous = FabricGateway.connect(as(Credentials.ANONYMOUS))) {
      EventLog log = new EventLog();
      KubeException refusal = refusal(() -> anonymous.get(secret()));

      Watch watch = anonymous.watch(KubeQuery.of("v1", "Secret", namespace()), log);

      assertThat(refusal.code()).isEqualTo(ErrorCode.CLUSTER_FORBIDDEN);
      assertThat(refusal.status()).isEqualTo(403);
      assertThat(refusal.reason()).isEqualTo("Forbidden");
      assertThat(log.awaitFailure().status()).isEqualTo(403);
      watch.close();
    }
  }

  @Test
  void nobodyListens_isUnreachableAtOnce() {
    ClusterConnection there = connection();
    ClusterConnection nowhere =
        new ClusterConnection(
            "context 'gone'",
            URI.create("https://127.0.0.1:1"),
            "default",
            there.tls(),
            there.credentials(),
            Optional.empty());
    try (KubeGateway gone = FabricGateway.connect(nowhere)) {
      long start = System.nanoTime();
      KubeException failure = refusal(gone::version);

      assertThat(failure.code()).isEqualTo(ErrorCode.CLUSTER_UNREACHABLE);
      assertThat(failure.status()).isZero();
      assertThat(failure).hasMessageContaining("context 'gone'");
      assertThat(failure.hint()).isPresent();
      assertThat(System.nanoTime() - start).isLessThan(5_000_000_000L);
    }
  }

  @Test
  void serverOfAnotherAuthority_isNotTrusted() {
    ClusterConnection there = connection();
    ClusterConnection untrusting =
        new ClusterConnection(
            "context 'x'",
            there.server(),
            "default",
            TlsSettings.DEFAULT,
            there.credentials(),
            Optional.empty());
    try (KubeGateway gateway = FabricGateway.connect(untrusting)) {
      KubeException failure = refusal(gateway::version);

      assertThat(failure.code()).isEqualTo(ErrorCode.CLUSTER_UNREACHABLE);
      assertThat(failure).hasMessageContaining("certificate");
    }
  }

  @Test
  void insecure_trustsAnything() {
    ClusterConnection there = connection();
    ClusterConnection insecure =
        new ClusterConnection(
            "context 'x'",
            there.server(),
            "default",
            new TlsSettings(Optional.empty(), true, Optional.empty()),
            there.credentials(),
            Optional.empty());
    try (KubeGateway gateway = FabricGateway.connect(insecure)) {
      assertThat(gateway.version().gitVersion()).isNotEmpty();
    }
  }

  @Test
  void close_endsWatchesAndThreads() {
    KubeGateway other = FabricGateway.connect(connection());
    EventLog log = new EventLog();
    other.create(configMap(unique("closing"), Map.of()));
    other.watch(KubeQuery.of("v1", "ConfigMap", namespace()), log);
    log.await("ADDED kube-root-ca.crt");

    other.close();

    assertThat(refusal(other::version).code()).isEqualTo(ErrorCode.INTERNAL);
  }

  private ResourceId secret() {
    return new ResourceId("v1", "Secret", namespace(), "x");
  }

  private static ClusterConnection as(Credentials credentials) {
    ClusterConnection admin = connection();
    return new ClusterConnection(
        admin.displayName(),
        admin.server(),
        admin.namespace(),
        admin.tls(),
        CredentialSource.of(credentials),
        Optional.empty());
  }

  private static ClusterConnection connection() {
    return new KubeconfigLoader(Map.of(), Path.of("nowhere"))
        .load(
            new ClusterSelection(
                Optional.of(testbed.kubeconfig()), Optional.empty(), Optional.empty()));
  }
}
