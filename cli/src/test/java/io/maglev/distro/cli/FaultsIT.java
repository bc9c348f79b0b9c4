package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.admissionregistration.v1.ValidatingWebhookConfigurationBuilder;
import io.maglev.distro.testbed.Fault;
import io.maglev.distro.testbed.FaultProxy;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.Nightly;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.ProxiedRequest;
import io.maglev.distro.testbed.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What networks and busy servers do to a run: it bears it, or fails clearly and can go on. */
@OnTestbed
@Timeout(120)
class FaultsIT {
  private final Path dir;
  private final FaultProxy proxy;
  private final FaultyDistro distro;

  FaultsIT(Testbed testbed, HelmOracle oracle, @TempDir Path temporary) {
    dir = temporary;
    proxy = FaultProxy.before(testbed, dir.resolve("proxy"));
    distro = FaultyDistro.in(testbed, oracle.on(testbed), proxy, dir);
  }

  @AfterEach
  void close() {
    proxy.close();
  }

  /** What one request, of any kind, may meet with and a run must bear. */
  static Stream<Named<Fault>> passingFaults() {
    Stream<Named<Fault>> sample =
        Stream.of(
            Named.of("429 with Retry-After", Fault.busy(429, 1)),
            Named.of("502 after it was done", Fault.answeredBy(502, "<h1>Bad Gateway</h1>")),
            Named.of("connection lost before", Fault.LOST),
            Named.of("connection lost after it was done", Fault.ANSWER_LOST));
    return Nightly.isOn() ? Stream.concat(sample, morePassingFaults()) : sample;
  }

  private static Stream<Named<Fault>> morePassingFaults() {
    return Stream.of(
        Named.of("503 with Retry-After", Fault.busy(503, 1)),
        Named.of("503", Fault.refused(503, "ServiceUnavailable", "no endpoints")),
        Named.of("500 of etcd", Fault.refused(500, "", "etcdserver: leader changed")),
        Named.of("504 after it was done", Fault.answeredBy(504, "upstream timed out")),
        Named.of("connection lost in the answer", Fault.ANSWER_CUT),
        Named.of("slow", Fault.slow(Duration.ofSeconds(1))));
  }

  /** Each kind of write meets with the fault, and some of the reads. */
  @ParameterizedTest
  @MethodSource("passingFaults")
  void passingFault_ofEveryKindOfRequest_isBorne(Fault fault) {
    for (Predicate<ProxiedRequest> kind : kinds()) {
      proxy.nth(2, kind, fault);
    }

    distro.run(distro.installation("red")).orFail();

    assertThat(proxy.faults()).as("requests that met with it").isGreaterThanOrEqualTo(7);
    assertWhole("red");
  }

  @Test
  void watches_forgottenOrCutAgainAndAgain_areTakenUp() {
    proxy.next(4, ProxiedRequest::isWatch, Fault.goneAfter(Duration.ofMillis(20)));
    proxy.next(8, ProxiedRequest::isWatch, Fault.cutAfter(Duration.ofMillis(20)));
    proxy.next(
        10, ProxiedRequest::isWatch, Fault.refused(410, "Expired", "too old resource version"));

    distro.run(distro.installation("red")).orFail();

    assertThat(proxy.faults()).isGreaterThanOrEqualTo(4);
    assertWhole("red");
  }

  @Test
  void upgrade_allAnswersOfWritesLostOnce_isBorne() {
    distro.run(distro.installation("red")).orFail();
    AtomicInteger writes = new AtomicInteger();
    proxy.always(
        request -> request.isWrite() && writes.incrementAndGet() % 2 == 1, Fault.ANSWER_LOST);

    distro.run(distro.upgrade("blue")).orFail();

    assertWhole("blue");
    assertThat(distro.history("web"))
        .containsExactly("1 superseded Install complete", "2 deployed Upgrade complete");
  }

  @Test
  void apiServer_awayForAMomentDuringAnUpgrade_isBorne() throws Exception {
    distro.run(distro.installation("red")).orFail();
    int port = proxy.port();
    proxy.once(
        request -> request.is("PATCH", "deployments"),
        Fault.answerLostAfter(
            () -> {
              Thread outage = new Thread(() -> outage(port));
              outage.start();
            }));

    distro.run(distro.upgrade("blue")).orFail();

    assertWhole("blue");
  }

  @Test
  void conflictOnARelease_byALabelOfSomebodyElses_isBorne() {
    proxy.once(
        request -> request.is("PUT", "secrets") && request.path().contains("helm.release.v1.web"),
        passage -> {
          distro
              .client()
              .secrets()
              .inNamespace(distro.namespace())
              .withName("sh.helm.release.v1.web.v1")
              .edit(
                  secret -> {
                    secret.getMetadata().getLabels().put("theirs", "yes");
                    return secret;
                  });
          Fault.NONE.apply(passage);
        });

    distro.run(distro.installation("red")).orFail();

    assertWhole("red");
  }

  @Test
  void webhookDown_failsClearly_andTheSameCommandGoesOnOnceItIsMended() {
    webhook("fail-" + distro.namespace());
    try {
      DistroCli.Run run = distro.run(leftAsItIs(distro.installation("red")));

      assertThat(run.exit()).as(run.err()).isEqualTo(1);
      assertThat(run.errors()).contains("failed calling webhook");
    } finally {
      distro
          .client()
          .admissionRegistration()
          .v1()
          .validatingWebhookConfigurations()
          .withName("fail-" + distro.namespace())
          .delete();
    }
    DistroCli.Run again = distro.run(leftAsItIs(distro.installation("red")));
    while (again.exit() != 0 && again.err().contains("failed calling webhook")) {
      again =
          distro.run(
              leftAsItIs(distro.installation("red"))); // the server forgets it in its own time
    }

    again.orFail();
    assertWhole("red");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{ tokenFile: \"%s\" }",
        "{ exec: { apiVersion: client.authentication.k8s.io/v1, interactiveMode: Never,"
            + " command: sh, args: [ -c, \"echo '{\\\"apiVersion\\\":"
            + "\\\"client.authentication.k8s.io/v1\\\", \\\"kind\\\":\\\"ExecCredential\\\","
            + " \\\"status\\\":{\\\"token\\\":\\\"'$(cat %s)'\\\"}}'\" ] } }"
      })
  void token_expiredMidway_isTakenAnew(String user) throws IOException {
    Path token = Files.writeString(dir.resolve("token"), FaultProxy.FIRST_TOKEN + "\n");
    Path kubeconfig =
        Files.writeString(dir.resolve("by-file"), proxy.kubeconfigText(user.formatted(token)));
    proxy.nth(
        5,
        ProxiedRequest::isWrite,
        passage -> {
          Files.writeString(token, "next-token\n");
          proxy.acceptOnly("next-token");
          Fault.NONE.apply(passage);
        });

    new DistroCli(kubeconfig).onCluster(distro.installation("red").toArray(String[]::new)).orFail();

    assertWhole("red");
  }

  @Test
  void token_expiredMidwayForGood_failsClearly_andTheSameCommandGoesOn() {
    proxy.nth(
        9,
        ProxiedRequest::isWrite,
        passage -> {
          proxy.acceptOnly("next-token");
          Fault.NONE.apply(passage);
        });

    DistroCli.Run run = distro.run(distro.installation("red"));

    assertThat(run.exit()).as(run.err()).isIn(1, 3);
    assertThat(run.errors()).contains("the credentials of ", " are not accepted");
    proxy.acceptOnly(FaultProxy.FIRST_TOKEN);
    distro.dropLease();
    distro.run(distro.installation("red")).orFail();
    assertWhole("red");
  }

  @Test
  void refusalForEver_failsClearly_andTheSameCommandGoesOn() {
    proxy.always(
        request -> request.is("PATCH", "deployments"),
        Fault.refused(500, "InternalError", "the disk is full"));
    DistroCli.Run run = distro.run(leftAsItIs(distro.installation("red")));
    proxy.heal();

    assertThat(run.exit()).as(run.err()).isEqualTo(1);
    assertThat(run.errors()).contains("the disk is full");
    distro.run(leftAsItIs(distro.installation("red"))).orFail();
    assertWhole("red");
  }

  private static List<Predicate<ProxiedRequest>> kinds() {
    return List.of(
        request -> request.creates("secrets"),
        request -> request.creates("jobs"),
        request -> request.is("PUT", "secrets"),
        request -> request.is("PUT", "leases"),
        request -> request.method().equals("PATCH"),
        request -> request.method().equals("DELETE"),
        request -> request.is("GET", "secrets"),
        request -> request.is("GET", "configmaps") && !request.isWatch());
  }

  private void outage(int port) {
    try {
      proxy.goDown();
      TimeUnit.SECONDS.sleep(8);
      proxy.comeUp(port);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void assertWhole(String colour) {
    proxy.heal();
    distro.assertStands(colour);
    distro.assertHooksRanNoMoreThanHelmWould();
  }

  /** Asks, for Deployments of this namespace, somebody who is not there. */
  private void webhook(String name) {
    distro
        .client()
        .resource(
            new ValidatingWebhookConfigurationBuilder()
                .withNewMetadata()
                .withName(name)
                .endMetadata()
                .addNewWebhook()
                .withName("nobody.test.maglev.io")
                .withAdmissionReviewVersions("v1")
                .withSideEffects("None")
                .withFailurePolicy("Fail")
                .withTimeoutSeconds(1)
                .withNewNamespaceSelector()
                .addToMatchLabels("kubernetes.io/metadata.name", distro.namespace())
                .endNamespaceSelector()
                .withNewClientConfig()
                .withUrl("https://127.0.0.1:1/")
                .endClientConfig()
                .addNewRule()
                .withApiGroups("apps")
                .withApiVersions("v1")
                .withOperations("CREATE", "UPDATE")
                .withResources("deployments")
                .endRule()
                .endWebhook()
                .build())
        .create();
  }

  /** Not taken back, so that the next run goes on instead of beginning afresh with all hooks. */
  private static List<String> leftAsItIs(List<String> words) {
    return Stream.concat(words.stream(), Stream.of("--no-atomic")).toList();
  }
}
