package io.maglev.distro.deploy.health;

import static io.maglev.distro.deploy.run.RunFixture.object;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Digest;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedChart;
import io.maglev.distro.model.ObjectHealth;
import io.maglev.distro.model.ObjectHealth.State;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.RollbackPolicy;
import io.maglev.distro.release.ReleaseKey;
import io.maglev.distro.release.RevisionComponent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HealthTreeTest {
  private static final Digest NONE = Digest.of(new byte[0]);

  private final Objects objects = new Objects();

  @Test
  void deployment_hasItsReplicaSetsWithPods_andOldEmptyOnesNot() {
    objects.add("{ apiVersion: apps/v1, kind: Deployment, metadata: " + meta("web", "d", "") + "}");
    objects.add(
        "{ apiVersion: apps/v1, kind: ReplicaSet, metadata: "
            + meta("web-2", "r2", "d")
            + ", spec: { replicas: 1 }, status: { replicas: 1 } }");
    objects.add(
        "{ apiVersion: apps/v1, kind: ReplicaSet, metadata: "
            + meta("web-1", "r1", "d")
            + ", spec: { replicas: 0 } }");
    pod("web-2-b", "r2", "Running");
    pod("web-2-a", "r2", "Succeeded");
    pod("other", "elsewhere", "Running");

    ObjectHealth web = tree(id("apps/v1", "Deployment", "web"));

    assertThat(lines(web, ""))
        .containsExactly(
            "Deployment/web PROGRESSING",
            "  ReplicaSet/web-2 PROGRESSING",
            "    Pod/web-2-a READY",
            "    Pod/web-2-b PROGRESSING");
  }

  @Test
  void cronJob_hasItsJobs_andTheyTheirPods() {
    objects.add("{ apiVersion: batch/v1, kind: CronJob, metadata: " + meta("tick", "c", "") + "}");
    objects.add("{ apiVersion: batch/v1, kind: Job, metadata: " + meta("tick-1", "j", "c") + "}");
    pod("tick-1-a", "j", "Pending");

    assertThat(lines(tree(id("batch/v1", "CronJob", "tick")), ""))
        .containsExactly(
            "CronJob/tick READY", "  Job/tick-1 PROGRESSING", "    Pod/tick-1-a PROGRESSING");
  }

  @Test
  void missing_isFailed() {
    ObjectHealth gone = tree(id("v1", "ConfigMap", "gone"));

    assertThat(gone.state()).isEqualTo(State.FAILED);
    assertThat(gone.reasons()).containsExactly("it does not exist");
  }

  @Test
  void kindThatMayNotBeListed_isToldForItsObjects_andLeftOutBelowOthers() {
    objects.add("{ apiVersion: apps/v1, kind: StatefulSet, metadata: " + meta("db", "s", "") + "}");
    objects.forbidden.add("ConfigMap");
    objects.forbidden.add("Pod");
    objects.forbidden.add("Event");

    assertThat(tree(id("v1", "ConfigMap", "x")).reasons()).containsExactly("it cannot be read: no");
    assertThat(tree(id("apps/v1", "StatefulSet", "db")).objects()).isEmpty();
  }

  @Test
  void unready_hasItsNewestWarning() {
    pod("p", "", "Pending");
    event("p", "BackOff", "old", "2030-01-01T00:00:00Z", 1);
    event("p", "FailedMount", "no volume", "2030-01-01T00:00:09Z", 7);
    event("q", "BackOff", "of another", "2030-01-01T00:00:10Z", 1);

    assertThat(tree(id("v1", "Pod", "p")).reasons())
        .containsExactly("the Pod is pending", "event FailedMount (7 times): no volume");
  }

  @Test
  void ready_asksForNoEvents() {
    pod("p", "", "Succeeded");

    tree(id("v1", "Pod", "p"));

    assertThat(objects.asked).extracting(KubeQuery::kind).containsExactly("Pod");
  }

  @Test
  void notWhole_looksBelowWhatIsNotReadyOnly() {
    objects.add(
        "{ apiVersion: batch/v1, kind: Job, metadata: "
            + meta("done", "d", "")
            + ", status: { startTime: now } }");
    objects.add("{ apiVersion: apps/v1, kind: StatefulSet, metadata: " + meta("db", "s", "") + "}");
    pod("done-1", "d", "Succeeded");
    pod("db-0", "s", "Pending");
    Deployed ready = deployed(id("batch/v1", "Job", "done"));
    Deployed both = deployed(id("batch/v1", "Job", "done"), id("apps/v1", "StatefulSet", "db"));

    new HealthTree(objects, false).of(List.of(ready));
    assertThat(objects.asked).extracting(KubeQuery::kind).containsExactly("Job");
    List<ObjectHealth> tree = new HealthTree(objects, false).of(List.of(both)).get(0);

    assertThat(lines(tree.get(1), ""))
        .containsExactly("StatefulSet/db PROGRESSING", "  Pod/db-0 PROGRESSING");
  }

  @Test
  void claims_lookAtTheirClasses_othersDoNot() {
    objects.add(
        "{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: { name: late },"
            + " volumeBindingMode: WaitForFirstConsumer }");
    objects.add(
        "{ apiVersion: v1, kind: PersistentVolumeClaim, metadata: "
            + meta("data", "v", "")
            + ", spec: { storageClassName: late }, status: { phase: Pending } }");

    assertThat(tree(id("v1", "PersistentVolumeClaim", "data")).state()).isEqualTo(State.READY);
  }

  @Test
  void of_manyComponents_preparesAllAtOnce() {
    Deployed one = deployed(id("v1", "ConfigMap", "a"), id("v1", "ConfigMap", "b"));
    Deployed two = deployed(id("apps/v1", "Deployment", "c"));

    new HealthTree(objects, true).of(List.of(one, two));

    assertThat(objects.prepared.get(0))
        .extracting(KubeQuery::kind)
        .containsExactlyInAnyOrder("ConfigMap", "Deployment", "ReplicaSet", "Pod");
  }

  private ObjectHealth tree(ResourceId id) {
    return new HealthTree(objects, true).of(List.of(deployed(id))).get(0).get(0);
  }

  private static Deployed deployed(ResourceId... ids) {
    return new Deployed(
        new RevisionComponent(
            "c",
            ComponentKind.CORE_ADDON,
            new LockedChart("c", "1.0.0", "", NONE, 1),
            new ReleaseKey("ns", "c", 1),
            NONE,
            List.of(),
            List.of(),
            RollbackPolicy.ALLOWED,
            false,
            List.of(),
            Duration.ofSeconds(1),
            Map.of()),
        "deployed",
        1,
        List.of(ids));
  }

  private void pod(String name, String owner, String phase) {
    objects.add(
        "{ apiVersion: v1, kind: Pod, metadata: "
            + meta(name, name, owner)
            + ", status: { phase: "
            + phase
            + " } }");
  }

  private void event(String pod, String reason, String message, String time, int count) {
    objects.add(
        """
        apiVersion: v1
        kind: Event
        metadata: { name: %s, namespace: ns, uid: %s }
        involvedObject: { kind: Pod, namespace: ns, name: %s }
        reason: %s
        message: %s
        count: %d
        lastTimestamp: "%s"
        """
            .formatted(reason + pod, reason + pod, pod, reason, message, count, time));
  }

  private static String meta(String name, String uid, String owner) {
    return "{ name: %s, namespace: ns, uid: %s, ownerReferences: [ { uid: '%s', controller: true } ] }"
        .formatted(name, uid, owner);
  }

  private static ResourceId id(String apiVersion, String kind, String name) {
    return new ResourceId(apiVersion, kind, "ns", name);
  }

  private static List<String> lines(ObjectHealth object, String indent) {
    List<String> lines = new ArrayList<>();
    lines.add(indent + object.id().kind() + "/" + object.id().name() + " " + object.state());
    object.objects().forEach(each -> lines.addAll(lines(each, indent + "  ")));
    return lines;
  }

  /** A cluster in a list. */
  private static final class Objects implements ObjectSource {
    final Set<String> forbidden = new HashSet<>();
    final Set<KubeQuery> asked = new LinkedHashSet<>();
    final List<List<KubeQuery>> prepared = new ArrayList<>();
    private final List<KubeObject> all = new ArrayList<>();

    void add(String yaml) {
      all.add(object(yaml));
    }

    @Override
    public void prepare(Collection<KubeQuery> queries) {
      prepared.add(List.copyOf(queries));
    }

    @Override
    public Collection<KubeObject> all(KubeQuery query) {
      asked.add(query);
      if (forbidden.contains(query.kind())) {
        throw new KubeException(
            ErrorCode.CLUSTER_FORBIDDEN, 403, "Forbidden", "no", Optional.empty(), null);
      }
      return all.stream()
          .filter(it -> it.kind().equals(query.kind()) && it.namespace().equals(query.namespace()))
          .toList();
    }
  }
}
