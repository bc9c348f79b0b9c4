package io.maglev.distro.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the sandbox offers beyond the contract, and its controllers one by one. */
class SandboxGatewayTest {
  private final ManualTime time = new ManualTime(Instant.parse("2026-01-01T00:00:00Z"));
  private final SandboxGateway gateway = new SandboxGateway(time);

  @AfterEach
  void close() {
    gateway.close();
  }

  @Test
  void delay_isWaitedFor() {
    KubeObject deployment = apply(deployment("web", 1, "a", "delay: 3s"));

    time.advance(Duration.ofMillis(2999));
    long before = number(deployment.id(), "readyReplicas");
    time.advance(Duration.ofMillis(1));

    assertThat(before).isZero();
    assertThat(number(deployment.id(), "readyReplicas")).isEqualTo(1);
  }

  @Test
  void deployment_newTemplate_rollsOverAndKeepsItsOldSet() {
    KubeObject deployment = apply(deployment("web", 3, "a", ""));

    apply(deployment("web", 3, "b", ""));

    KubeObject live = live(deployment.id());
    assertThat(live.annotations()).containsEntry("deployment.kubernetes.io/revision", "2");
    assertThat(live.number("status", "updatedReplicas")).contains(3L);
    assertThat(live.number("status", "replicas")).contains(3L);
    assertThat(list("apps/v1", "ReplicaSet"))
        .extracting(set -> set.number("spec", "replicas").orElseThrow())
        .containsExactly(0L, 3L);
    assertThat(list("v1", "Pod")).hasSize(3);
  }

  @Test
  void deployment_brokenUpdate_keepsEnoughOldPods_andMissesItsDeadline() {
    KubeObject deployment = apply(deployment("web", 4, "a", ""));

    apply(deployment("web", 4, "b", "fail: crash-loop"));
    KubeObject during = live(deployment.id());
    time.advance(Duration.ofMinutes(10));

    assertThat(during.number("status", "readyReplicas")).contains(3L);
    assertThat(reason(during, "Progressing")).isEqualTo("ReplicaSetUpdated");
    assertThat(reason(live(deployment.id()), "Progressing")).isEqualTo("ProgressDeadlineExceeded");
  }

  @Test
  void deployment_deleted_takesSetsAndPods() {
    KubeObject deployment = apply(deployment("web", 2, "a", ""));

    gateway.delete(deployment.id(), DeleteOptions.BACKGROUND);

    assertThat(list("apps/v1", "ReplicaSet")).isEmpty();
    assertThat(list("v1", "Pod")).isEmpty();
  }

  @Test
  void delete_orphaning_keepsTheDependents() {
    KubeObject deployment = apply(deployment("web", 1, "a", ""));

    gateway.delete(
        deployment.id(), new DeleteOptions(DeleteOptions.Propagation.ORPHAN, Optional.empty()));

    assertThat(list("apps/v1", "ReplicaSet"))
        .singleElement()
        .matches(set -> set.maps("metadata", "ownerReferences").isEmpty());
    assertThat(list("v1", "Pod")).hasSize(1);
  }

  @Test
  void statefulSet_startsInOrder_withItsClaims_andRollsFromTheTop() {
    KubeObject set = apply(statefulSet("a"));
    List<String> first = list("v1", "Pod").stream().map(KubeObject::name).toList();

    apply(statefulSet("b"));

    assertThat(first).containsExactly("db-0", "db-1");
    assertThat(list("v1", "PersistentVolumeClaim"))
        .extracting(KubeObject::name)
        .containsExactly("data-db-0", "data-db-1");
    assertThat(list("v1", "PersistentVolumeClaim"))
        .allMatch(claim -> claim.string("status", "phase").orElse("").equals("Bound"), "bound");
    KubeObject live = live(set.id());
    assertThat(live.number("status", "updatedReplicas")).contains(2L);
    assertThat(live.string("status", "currentRevision"))
        .isEqualTo(live.string("status", "updateRevision"));
    assertThat(list("v1", "Pod"))
        .allMatch(pod -> "b".equals(pod.maps("spec", "containers").get(0).get("image")), "new");
  }

  @Test
  void statefulSet_firstPodFails_doesNotStartTheSecond() {
    apply(
        object(
            STATEFUL_SET.formatted(
                "a", "annotations: {testbed.distro.maglev.io/fail: never-ready}")));

    assertThat(list("v1", "Pod")).extracting(KubeObject::name).containsExactly("db-0");
  }

  @Test
  void statefulSet_otherClaims_areForbidden() {
    apply(statefulSet("a"));
    KubeObject other = object(STATEFUL_SET.formatted("a", "").replace("name: data", "name: other"));

    assertThatThrownBy(() -> apply(other)).hasMessageContaining("updates to statefulset spec");
  }

  @Test
  void daemonSet_runsOnTheNode_andFollowsItsTemplate() {
    String yaml =
        """
        apiVersion: apps/v1
        kind: DaemonSet
        metadata: {name: agent, namespace: default}
        spec:
          selector: {matchLabels: {app: agent}}
          template:
            metadata: {labels: {app: agent}}
            spec: {containers: [{name: main, image: %s}]}
        """;
    apply(object(yaml.formatted("a")));

    KubeObject set = apply(object(yaml.formatted("b")));

    assertThat(number(set.id(), "numberReady")).isEqualTo(1);
    assertThat(number(set.id(), "updatedNumberScheduled")).isEqualTo(1);
    assertThat(list("v1", "Pod")).hasSize(1);
  }

  @Test
  void job_thatFails_isGivenUpAfterItsBackoffLimit() {
    KubeObject job =
        gateway.create(
            object(
                """
                apiVersion: batch/v1
                kind: Job
                metadata: {name: migrate, namespace: default}
                spec:
                  backoffLimit: 2
                  template:
                    metadata:
                      annotations:
                        testbed.distro.maglev.io/fail: exit-1
                        testbed.distro.maglev.io/logs: "one\\ntwo"
                    spec: {restartPolicy: Never, containers: [{name: main, image: a}]}
                """));

    KubeObject live = live(job.id());

    assertThat(live.number("status", "failed")).contains(3L);
    assertThat(reason(live, "Failed")).isEqualTo("BackoffLimitExceeded");
    assertThat(list("v1", "Pod")).hasSize(3);
    assertThat(gateway.logs("default", list("v1", "Pod").get(0).name(), "main", 1))
        .isEqualTo("two\n");
  }

  @Test
  void failingPod_leavesAnEventThatItsSelectorFinds() {
    apply(deployment("web", 1, "a", "fail: image-pull"));
    String pod = list("v1", "Pod").get(0).name();

    List<KubeObject> events =
        gateway.list(
            KubeQuery.of("v1", "Event", "default").withFields("involvedObject.name=" + pod));

    assertThat(events).singleElement().matches(e -> e.string("reason").orElse("").equals("Failed"));
  }

  @Test
  void unschedulablePod_staysPending() {
    gateway.create(
        object(
            "{apiVersion: v1, kind: Pod, metadata: {name: p, namespace: default},"
                + " spec: {nodeSelector: {no: where}, containers: [{name: a, image: b}]}}"));

    assertThat(list("v1", "Pod").get(0).maps("status", "conditions"))
        .anyMatch(c -> "Unschedulable".equals(c.get("reason")));
  }

  @Test
  void managedFields_areWrittenAsTheApiDoes() {
    KubeObject applied = apply(deployment("web", 1, "a", ""));

    String fields =
        String.valueOf(applied.maps("metadata", "managedFields").get(0).get("fieldsV1"));

    assertThat(fields)
        .contains("f:containers={k:{\"name\":\"app\"}={.={}, f:name={}, f:image={}}}")
        .contains("f:selector={}")
        .doesNotContain("f:status");
  }

  @Test
  void selector_isImmutable() {
    apply(deployment("web", 1, "a", ""));
    KubeObject other =
        object(DEPLOYMENT.formatted("web", 1, "a", "").replace("app: web", "app: other"));

    assertThatThrownBy(() -> apply(other))
        .hasMessageContaining("Deployment.apps \"web\" is invalid: spec.selector");
  }

  @Test
  void hook_failsTheNthCallItMeans() {
    gateway.onCall(
        CallHook.failing(
            2, call -> call.verb().equals("create"), () -> new IllegalStateException("out")));
    gateway.create(object("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}"));

    assertThatThrownBy(
            () -> gateway.create(object("{apiVersion: v1, kind: ConfigMap, metadata: {name: b}}")))
        .hasMessage("out");
    gateway.create(object("{apiVersion: v1, kind: ConfigMap, metadata: {name: c}}"));

    assertThat(list("v1", "ConfigMap")).extracting(KubeObject::name).containsExactly("a", "c");
    assertThat(gateway.calls()).filteredOn(SandboxCall::isWrite).hasSize(3);
  }

  @Test
  void apis_areSeenAnewAfterRefreshOnly() {
    gateway.apis();
    gateway.create(
        object(
            """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata: {name: things.example.com}
            spec:
              group: example.com
              scope: Cluster
              names: {plural: things, kind: Thing}
              versions: [{name: v1, served: true}, {name: v0, served: false}]
            """));
    boolean before = gateway.apis().find("example.com/v1", "Thing").isPresent();
    gateway.refreshApis();

    assertThat(before).isFalse();
    assertThat(gateway.apis().find("example.com/v1", "Thing")).isPresent();
    assertThat(gateway.apis().find("example.com/v0", "Thing")).isEmpty();
  }

  @Test
  void updateStatus_changesTheStatusOnly() {
    KubeObject deployment = apply(deployment("web", 1, "a", ""));
    ResourceId service = new ResourceId("v1", "Namespace", "", "default");

    gateway.updateStatus(service, Map.of("phase", "Odd"));

    assertThat(live(service).string("status", "phase")).contains("Odd");
    assertThat(live(deployment.id()).number("metadata", "generation")).contains(1L);
  }

  @Test
  void close_refusesFurtherCalls() {
    gateway.close();

    assertThatThrownBy(() -> list("v1", "Pod")).isInstanceOf(KubeException.class);
  }

  private static final String DEPLOYMENT =
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: %1$s, namespace: default}
      spec:
        replicas: %2$d
        selector: {matchLabels: {app: %1$s}}
        template:
          metadata: {labels: {app: %1$s}%4$s}
          spec: {containers: [{name: app, image: %3$s}]}
      """;

  private static final String STATEFUL_SET =
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: db, namespace: default}
      spec:
        replicas: 2
        serviceName: db
        selector: {matchLabels: {app: db}}
        template:
          metadata: {labels: {app: db}, %2$s}
          spec: {containers: [{name: main, image: %1$s}]}
        volumeClaimTemplates:
        - metadata: {name: data}
          spec: {accessModes: [ReadWriteOnce], resources: {requests: {storage: 1Gi}}}
      """;

  private KubeObject apply(KubeObject object) {
    return gateway.apply(object, ApplyOptions.HELM);
  }

  private static KubeObject deployment(String name, int replicas, String image, String fate) {
    String annotations =
        fate.isEmpty() ? "" : ", annotations: {testbed.distro.maglev.io/" + fate + "}";
    return object(DEPLOYMENT.formatted(name, replicas, image, annotations));
  }

  private static KubeObject statefulSet(String image) {
    return object(STATEFUL_SET.formatted(image, ""));
  }

  private static KubeObject object(String yaml) {
    return new KubeObject(YamlReader.readObject(yaml, ""));
  }

  private KubeObject live(ResourceId id) {
    return gateway.get(id).orElseThrow();
  }

  private long number(ResourceId id, String field) {
    return live(id).number("status", field).orElse(0L);
  }

  private List<KubeObject> list(String apiVersion, String kind) {
    return gateway.list(KubeQuery.of(apiVersion, kind, "default"));
  }

  private static String reason(KubeObject object, String condition) {
    return object.maps("status", "conditions").stream()
        .filter(c -> condition.equals(c.get("type")))
        .map(c -> String.valueOf(c.get("reason")))
        .findFirst()
        .orElse("");
  }
}
