package io.maglev.distro.deploy.wait;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ReadinessRule;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.WaitingFor;
import io.maglev.distro.sandbox.SandboxCall;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReadinessWaitTest {
  private static final String FAIL = "testbed.distro.maglev.io/fail: ";
  private static final String DELAY = "testbed.distro.maglev.io/delay: ";

  private final RunFixture run = new RunFixture();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void await_allReadyAsApplied_watchesNothing() {
    apply(deployment("web", ""));
    KubeObject unchanged = apply(deployment("web", ""));

    await(List.of(unchanged));

    assertThat(run.cluster.calls()).extracting(SandboxCall::verb).doesNotContain("watch");
    assertThat(run.events).isEmpty();
  }

  @Test
  void await_readyLater_returnsThenAndTellsWhatIsMissingOnce() {
    KubeObject web = apply(deployment("web", DELAY + "20s"));

    await(List.of(web));

    assertThat(run.clock.nanoTime()).isBetween(seconds(19), seconds(22));
    assertThat(run.events(WaitingFor.class)).isNotEmpty();
    assertThat(run.events(WaitingFor.class).get(0).reasons())
        .singleElement()
        .asString()
        .startsWith("Deployment/ns/web: ");
  }

  @Test
  void await_several_returnsWhenTheLastIsReady() {
    List<KubeObject> objects =
        List.of(
            apply(deployment("slow", DELAY + "30s")),
            apply(deployment("quick", DELAY + "5s")),
            apply(job("started", "")));

    await(objects);

    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(seconds(29));
  }

  @Test
  void await_oneHopeless_failsWithoutWaitingForTheOthers() {
    List<KubeObject> objects =
        List.of(
            apply(deployment("slow", DELAY + "10m")),
            apply(deployment("broken", FAIL + "image-pull")));

    assertThatThrownBy(() -> await(objects))
        .hasMessageStartingWith(
            "cannot bring up component 'app': Deployment/ns/broken: Pod broken-")
        .hasMessageContaining("ImagePullBackOff");
    assertThat(run.clock.nanoTime()).isBetween(seconds(15), seconds(18));
  }

  @Test
  void await_neverReady_endsAtTheDeadlineWithTheLastEventAndTheLogs() {
    KubeObject web =
        apply(deployment("web", FAIL + "never-ready, testbed.distro.maglev.io/logs: oops"));

    assertThatThrownBy(() -> await(List.of(web)))
        .hasMessage("cannot bring up component 'app': not ready after 1m")
        .asInstanceOf(type(DistroException.class))
        .satisfies(
            e -> {
              assertThat(e.where().get(0).toString()).startsWith("Deployment/ns/web: ");
              assertThat(e.where().get(1).toString())
                  .contains("Unhealthy: Readiness probe failed: connection refused");
            });
    assertThat(run.events(ContainerLog.class))
        .singleElement()
        .satisfies(log -> assertThat(log.lines()).containsExactly("oops"));
  }

  @Test
  void await_eventsAndLogsForbidden_stillSaysWhatFailed() {
    KubeObject web = apply(deployment("web", FAIL + "never-ready"));
    run.forbid(call -> call.verb().equals("logs") || call.id().kind().equals("Event"));

    assertThatThrownBy(() -> await(List.of(web)))
        .hasMessage("cannot bring up component 'app': not ready after 1m")
        .asInstanceOf(type(DistroException.class))
        .satisfies(e -> assertThat(e.where()).hasSize(1));
  }

  @Test
  void await_manyUnready_diagnosesThreeOfThem() {
    List<KubeObject> claims = List.of(claim("a"), claim("b"), claim("c"), claim("d"));

    assertThatThrownBy(() -> await(claims))
        .asInstanceOf(type(DistroException.class))
        .satisfies(e -> assertThat(e.where()).hasSize(3));
  }

  @Test
  void await_deletedMeanwhile_failsAtOnce() {
    KubeObject web = apply(deployment("web", DELAY + "10m"));
    after(Duration.ofSeconds(5), () -> run.cluster.delete(web.id(), DeleteOptions.BACKGROUND));

    assertThatThrownBy(() -> await(List.of(web)))
        .hasMessageEndingWith("Deployment/ns/web: somebody deleted it");
    assertThat(run.clock.nanoTime()).isLessThan(seconds(10));
  }

  @Test
  void await_anotherOfTheSameNameBecomesReady_doesNotCount() {
    KubeObject web = apply(deployment("web", DELAY + "10m"));
    after(
        Duration.ofSeconds(5),
        () -> {
          run.cluster.delete(web.id(), DeleteOptions.BACKGROUND);
          apply(deployment("web", ""));
        });

    assertThatThrownBy(() -> await(List.of(web))).hasMessageContaining("Deployment/ns/web");
  }

  @Test
  void await_jobThatEndsAndGoesByItself_isReady() {
    KubeObject job = apply(job("once", "suspend: false"));
    KubeObject unstarted = withoutStatus(job);
    after(Duration.ofSeconds(2), () -> run.cluster.delete(job.id(), DeleteOptions.BACKGROUND));
    KubeObject web = apply(deployment("web", DELAY + "10s"));

    assertThatCode(() -> await(List.of(unstarted, web))).doesNotThrowAnyException();
  }

  @Test
  void await_olderGenerationIsReady_doesNotCount() {
    KubeObject web = apply(deployment("web", ""));
    KubeObject newer =
        new KubeObject(
            Map.of(
                "apiVersion", web.apiVersion(),
                "kind", web.kind(),
                "metadata",
                    Map.of("name", "web", "namespace", "ns", "uid", web.uid(), "generation", 7L)));

    assertThatThrownBy(() -> await(List.of(newer)))
        .asInstanceOf(type(DistroException.class))
        .satisfies(e -> assertThat(e.where().get(0).toString()).endsWith("not seen yet"));
  }

  @Test
  void await_kindMayNotBeWatched_asksTheServerInstead() {
    KubeObject web = apply(deployment("web", DELAY + "20s"));
    run.forbid(call -> call.verb().equals("watch"));

    await(List.of(web));

    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(seconds(19));
  }

  @Test
  void await_kindMayBeNeitherWatchedNorRead_failsAtOnce() {
    KubeObject web = apply(deployment("web", DELAY + "20s"));
    run.forbid(call -> call.verb().equals("watch") || call.verb().equals("get"));

    assertThatThrownBy(() -> await(List.of(web)))
        .hasMessageContaining("it cannot be read: you may not get Deployment/ns/web");
    assertThat(run.clock.nanoTime()).isLessThan(seconds(3));
  }

  @Test
  void await_serverHiccups_goesOnAsking() {
    KubeObject web = apply(deployment("web", DELAY + "20s"));
    run.forbid(call -> call.verb().equals("watch"));
    run.cluster.onCall(
        call -> {
          if (call.verb().equals("get") && run.clock.nanoTime() < seconds(10)) {
            throw RunFixture.failed("etcd has no leader");
          }
        });

    await(List.of(web));

    assertThat(run.events(WaitingFor.class).get(0).reasons().get(0)).contains("etcd has no leader");
  }

  @Test
  void await_customResource_waitsByTheComponentsRule() {
    defineWidget();
    KubeObject widget =
        run.create(
            "{ apiVersion: example.org/v1, kind: Widget, metadata: { name: w, namespace: ns } }");
    after(
        Duration.ofSeconds(5),
        () -> run.cluster.updateStatus(widget.id(), Map.of("phase", "Running")));
    ReadinessRule rule =
        new ReadinessRule("Widget.example.org", "status.phase", "Running", "Error");

    new ReadinessWait(run.context, "app", List.of(rule))
        .await(List.of(widget), run.in(Duration.ofMinutes(1)));

    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(seconds(4));
  }

  @Test
  void await_customResourceFailsByTheRule_failsAtOnce() {
    defineWidget();
    KubeObject widget =
        run.create(
            "{ apiVersion: example.org/v1, kind: Widget, metadata: { name: w, namespace: ns } }");
    after(
        Duration.ofSeconds(5),
        () -> run.cluster.updateStatus(widget.id(), Map.of("phase", "Error")));
    ReadinessRule rule =
        new ReadinessRule("Widget.example.org", "status.phase", "Running", "Error");

    assertThatThrownBy(
            () ->
                new ReadinessWait(run.context, "app", List.of(rule))
                    .await(List.of(widget), run.in(Duration.ofMinutes(1))))
        .hasMessageContaining("Widget/ns/w: status.phase is 'Error', not Running");
  }

  @Test
  void await_claimThatBindsLate_doesNotHoldUp() {
    run.create(
        "{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: late },"
            + " provisioner: p, volumeBindingMode: WaitForFirstConsumer }");

    await(
        List.of(
            object(
                "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: c, namespace: ns,"
                    + " uid: u }, spec: { storageClassName: late } }")));

    assertThat(run.events).isEmpty();
  }

  @Test
  void await_noClaims_doesNotReadStorageClasses() {
    await(List.of(apply(deployment("web", ""))));

    assertThat(run.cluster.calls()).noneMatch(call -> call.id().kind().equals("StorageClass"));
  }

  private void await(List<KubeObject> applied) {
    new ReadinessWait(run.context, "app", List.of()).await(applied, run.in(Duration.ofMinutes(1)));
  }

  private void after(Duration delay, Runnable task) {
    run.time.after(delay, task);
  }

  private KubeObject apply(KubeObject object) {
    return run.cluster.apply(object, ApplyOptions.HELM);
  }

  private static KubeObject deployment(String name, String annotations) {
    return object(ScriptedRenderer.deployment(name, annotations)).inNamespace("ns");
  }

  private static KubeObject job(String name, String spec) {
    return object(
        """
        apiVersion: batch/v1
        kind: Job
        metadata: { name: %s, namespace: ns }
        spec:
          %s
          template:
            spec: { restartPolicy: Never, containers: [ { name: main, image: i } ] }
        """
            .formatted(name, spec));
  }

  private static KubeObject withoutStatus(KubeObject object) {
    Map<String, Object> content = new LinkedHashMap<>(object.content());
    content.remove("status");
    return new KubeObject(content);
  }

  private static KubeObject claim(String name) {
    return object(
        "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: { name: %s, namespace: ns,"
                .formatted(name)
            + " uid: u } }");
  }

  private void defineWidget() {
    run.create(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: widgets.example.org }
        spec:
          group: example.org
          scope: Namespaced
          names: { kind: Widget, plural: widgets, singular: widget }
          versions:
            - name: v1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        """);
    run.cluster.refreshApis();
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }
}
