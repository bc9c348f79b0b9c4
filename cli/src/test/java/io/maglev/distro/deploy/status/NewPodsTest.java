package io.maglev.distro.deploy.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class NewPodsTest {
  private static final KubeObject OLD_SET = replicaSet("rs1", 1);
  private static final KubeObject NEW_SET = replicaSet("rs2", 2);

  @Test
  void deployment_podsOfTheNewestReplicaSet() {
    assertThat(names(deployment(2, 2, "2"), List.of(NEW_SET, OLD_SET))).containsExactly("p2");
  }

  @Test
  void deployment_setWithTheNewNumberNotMadeYet_none() {
    assertThat(names(deployment(2, 2, "3"), List.of(NEW_SET, OLD_SET))).isEmpty();
  }

  @Test
  void deployment_newSpecNotObserved_none() {
    assertThat(names(deployment(3, 2, "2"), List.of(NEW_SET, OLD_SET))).isEmpty();
  }

  @Test
  void deployment_setOfAnother_isNotItsOwn() {
    KubeObject foreign =
        Rows.object(
            "{kind: ReplicaSet, metadata: {name: x, uid: rs2, ownerReferences: [{uid: other}],"
                + " annotations: {deployment.kubernetes.io/revision: '2'}}}");

    assertThat(names(deployment(2, 2, "2"), List.of(foreign))).isEmpty();
  }

  @Test
  void statefulSet_podsOfTheUpdateRevision() {
    KubeObject set =
        Rows.object(
            "{apiVersion: apps/v1, kind: StatefulSet, metadata: {uid: s, generation: 2}, status:"
                + " {observedGeneration: 2, updateRevision: s-2}}");

    assertThat(
            names(
                set,
                List.of(),
                pod("old", "s", "controller-revision-hash: s-1"),
                pod("new", "s", "controller-revision-hash: s-2"),
                pod("foreign", "t", "controller-revision-hash: s-2")))
        .containsExactly("new");
  }

  @Test
  void daemonSet_podsOfTheNewestControllerRevision() {
    KubeObject first = controllerRevision(9, "aaa");
    KubeObject second = controllerRevision(10, "bbb");

    assertThat(
            names(
                daemonSet(),
                List.of(second, first),
                pod("old", "d", "controller-revision-hash: aaa"),
                pod("new", "d", "controller-revision-hash: bbb")))
        .containsExactly("new");
  }

  @Test
  void daemonSet_withoutRevisions_byTemplateGeneration() {
    assertThat(
            names(
                daemonSet(),
                List.of(),
                pod("old", "d", "pod-template-generation: '1'"),
                pod("new", "d", "pod-template-generation: '2'")))
        .containsExactly("new");
  }

  @Test
  void job_itsPods() {
    KubeObject job = Rows.object("{apiVersion: batch/v1, kind: Job, metadata: {uid: j}}");

    assertThat(names(job, List.of(), pod("a", "j", "x: y"), pod("b", "k", "x: y")))
        .containsExactly("a");
  }

  @Test
  void pod_isItsOwn() {
    KubeObject pod = pod("a", "", "x: y");

    assertThat(names(pod, List.of(), pod, pod("b", "", "x: y"))).containsExactly("a");
  }

  private static List<String> names(
      KubeObject workload, List<KubeObject> revisions, KubeObject... pods) {
    List<KubeObject> all =
        pods.length > 0
            ? List.of(pods)
            : List.of(pod("p1", "rs1", "x: y"), pod("p2", "rs2", "x: y"));
    return NewPods.of(workload, revisions, all).stream().map(KubeObject::name).toList();
  }

  private static KubeObject deployment(int generation, int observed, String revision) {
    return Rows.object(
        ("{apiVersion: apps/v1, kind: Deployment, metadata: {uid: d, generation: %d, annotations:"
                + " {deployment.kubernetes.io/revision: '%s'}}, status: {observedGeneration: %d}}")
            .formatted(generation, revision, observed));
  }

  private static KubeObject replicaSet(String uid, int revision) {
    return Rows.object(
        ("{kind: ReplicaSet, metadata: {uid: %s, ownerReferences: [{uid: d}], annotations:"
                + " {deployment.kubernetes.io/revision: '%d'}}}")
            .formatted(uid, revision));
  }

  private static KubeObject daemonSet() {
    return Rows.object(
        "{apiVersion: apps/v1, kind: DaemonSet, metadata: {uid: d, annotations:"
            + " {deprecated.daemonset.template.generation: '2'}}}");
  }

  private static KubeObject controllerRevision(int number, String hash) {
    return Rows.object(
        ("{kind: ControllerRevision, revision: %d, metadata: {ownerReferences: [{uid: d}], labels:"
                + " {controller-revision-hash: %s}}}")
            .formatted(number, hash));
  }

  private static KubeObject pod(String name, String owner, String label) {
    return Rows.object(
        ("{apiVersion: v1, kind: Pod, metadata: {name: %s, uid: %s, ownerReferences: [{uid: '%s'}],"
                + " labels: {%s}}}")
            .formatted(name, name, owner, label));
  }
}
