package io.maglev.distro.testbed;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What tests may rely on: the README's promises about what Pods do. */
@OnTestbed
@Timeout(120)
class TestbedIT {
  private final KubernetesClient client;
  private final Testbed testbed;

  TestbedIT(Testbed testbed) {
    this.testbed = testbed;
    this.client = testbed.client();
  }

  @Test
  void server_isKubernetes136() {
    assertThat(client.getKubernetesVersion().getGitVersion()).isEqualTo("v1.36.3");
  }

  @Test
  void namespace_isOneForTheClass_andAnotherOnRequest(Testbed again) {
    assertThat(again.namespace()).isEqualTo(testbed.namespace()).startsWith("test-");
    assertThat(testbed.newNamespace()).isNotEqualTo(testbed.namespace());
  }

  @Test
  void deployment_plain_becomesReady() {
    create(Workloads.deployment("plain"));

    Deployment ready =
        await(
            Deployment.class, "plain", it -> Objects.equals(it.getStatus().getReadyReplicas(), 1));

    assertThat(ready.getStatus().getConditions())
        .anySatisfy(
            condition -> {
              assertThat(condition.getType()).isEqualTo("Available");
              assertThat(condition.getStatus()).isEqualTo("True");
            });
  }

  @ParameterizedTest
  @CsvSource({
    "image-pull, Pending, ImagePullBackOff, 0",
    "config-error, Pending, CreateContainerConfigError, 0",
    "crash-loop, Running, CrashLoopBackOff, 4",
    "exit-1, Running, CrashLoopBackOff, 4",
  })
  void deployment_thatFails_showsTheKubeletsReason(
      String fail, String phase, String reason, int restarts) {
    create(Workloads.deployment(fail, "fail: " + fail));

    Pod pod = awaitPod(fail, it -> waitingReason(it).equals(reason));

    assertThat(pod.getStatus().getPhase()).isEqualTo(phase);
    assertThat(container(pod).getRestartCount()).isEqualTo(restarts);
    assertThat(container(pod).getReady()).isFalse();
    assertThat(warningsOf(pod)).isNotEmpty();
  }

  @Test
  void deployment_neverReady_runsButIsNotReady() {
    create(Workloads.deployment("never-ready", "fail: never-ready"));

    Pod pod = awaitPod("never-ready", it -> it.getStatus().getPhase().equals("Running"));

    assertThat(container(pod).getReady()).isFalse();
    assertThat(container(pod).getState().getRunning()).isNotNull();
  }

  @Test
  void deployment_delayed_isReadyOnlyAfterThatTime() {
    Instant begin = Instant.now();
    create(Workloads.deployment("delayed", "delay: 3s"));

    await(Deployment.class, "delayed", it -> Objects.equals(it.getStatus().getReadyReplicas(), 1));

    assertThat(Duration.between(begin, Instant.now()))
        .isBetween(Duration.ofSeconds(3), Duration.ofSeconds(20));
  }

  @Test
  void job_plain_completes() {
    create(Workloads.job("plain-job"));

    await(Job.class, "plain-job", it -> hasCondition(it, "Complete"));
  }

  @Test
  void job_exit1_failsAndItsLogIsTheAnnotation() {
    create(Workloads.job("failing-job", "fail: exit-1", "logs: \"connecting\\nrefused\""));

    await(Job.class, "failing-job", it -> hasCondition(it, "Failed"));

    Pod pod = awaitPod("failing-job", it -> it.getStatus().getPhase().equals("Failed"));
    assertThat(container(pod).getState().getTerminated().getExitCode()).isEqualTo(1);
    assertThat(client.pods().resource(pod).getLog()).isEqualTo("connecting\nrefused\n");
    assertThat(client.pods().resource(pod).tailingLines(1).getLog()).isEqualTo("refused\n");
  }

  @Test
  void log_ofAContainerThatNeverRan_isRefused() {
    create(Workloads.deployment("logless", "fail: image-pull"));
    Pod pod = awaitPod("logless", it -> waitingReason(it).equals("ImagePullBackOff"));

    assertThatThrownBy(() -> client.pods().resource(pod).getLog())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("waiting to start: ImagePullBackOff");
  }

  @Test
  void statefulSet_withAClaim_isReadyOnABoundVolume() {
    create(Workloads.statefulSet("stateful"));

    await(
        StatefulSet.class, "stateful", it -> Objects.equals(it.getStatus().getReadyReplicas(), 1));

    await(
        PersistentVolumeClaim.class,
        "data-stateful-0",
        it -> it.getStatus().getPhase().equals("Bound"));
  }

  @Test
  void service_ofTypeLoadBalancer_getsAnAddress() {
    create(Workloads.loadBalancer("balanced"));

    Service service =
        await(
            Service.class,
            "balanced",
            it -> !it.getStatus().getLoadBalancer().getIngress().isEmpty());

    assertThat(service.getStatus().getLoadBalancer().getIngress().get(0).getIp())
        .isEqualTo("192.0.2.1");
  }

  @Test
  void helm_onTheTestbed_installsAChart(HelmOracle helm, @TempDir Path dir) {
    helm.runIn(dir, "create", "demo").orFail();

    String out = helm.on(testbed).runIn(dir, "install", "demo", "demo", "--wait").orFail();

    assertThat(out).contains("STATUS: deployed", "NAMESPACE: " + testbed.namespace());
    assertThat(helm.on(testbed).run("test", "demo").orFail()).contains("Phase:          Succeeded");
  }

  @Test
  void helm_alone_isTheOfficialReleaseInVersionAndCapabilities(HelmOracle helm, @TempDir Path dir)
      throws IOException {
    helm.runIn(dir, "create", "demo").orFail();
    Files.writeString(
        dir.resolve("demo/templates/capabilities.yaml"),
        "kube: {{ .Capabilities.KubeVersion }}\nhelm: {{ .Capabilities.HelmVersion.Version }}\n");

    String out =
        helm.runIn(dir, "template", "r", "demo", "-s", "templates/capabilities.yaml").orFail();

    assertThat(out).endsWith("kube: v1.37.0\nhelm: v3.22.0\n");
    assertThat(helm.run("list").exit()).isEqualTo(1);
  }

  private void create(String yaml) {
    client.resource(yaml).create();
  }

  private <T extends HasMetadata> T await(Class<T> type, String name, Predicate<T> condition) {
    return client
        .resources(type)
        .withName(name)
        .waitUntilCondition(it -> it != null && condition.test(it), 30, SECONDS);
  }

  /** Waits for the one Pod of an app to have a container status, and the condition to hold. */
  private Pod awaitPod(String app, Predicate<Pod> condition) {
    Predicate<Pod> whole =
        it -> !it.getStatus().getContainerStatuses().isEmpty() && condition.test(it);
    return client
        .pods()
        .withLabel("app", app)
        .informOnCondition(found -> found.stream().anyMatch(whole))
        .orTimeout(30, SECONDS)
        .join()
        .get(0);
  }

  private List<Event> warningsOf(Pod pod) {
    return client
        .v1()
        .events()
        .withField("involvedObject.uid", pod.getMetadata().getUid())
        .withField("type", "Warning")
        .list()
        .getItems();
  }

  private static ContainerStatus container(Pod pod) {
    return pod.getStatus().getContainerStatuses().get(0);
  }

  private static String waitingReason(Pod pod) {
    ContainerStateWaiting waiting = container(pod).getState().getWaiting();
    return waiting == null ? "" : waiting.getReason();
  }

  private static boolean hasCondition(Job job, String type) {
    return job.getStatus() != null
        && job.getStatus().getConditions().stream()
            .anyMatch(it -> it.getType().equals(type) && it.getStatus().equals("True"));
  }
}
