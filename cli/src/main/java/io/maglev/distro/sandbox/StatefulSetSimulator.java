package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps a StatefulSet's Pods by their ordinals, with their claims, and rolls them from the top. */
final class StatefulSetSimulator implements Simulator {
  private static final String HASH = "controller-revision-hash";

  private final Simulation simulation;

  StatefulSetSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject set) {
    String revision = set.name() + "-" + Pods.hash(Trees.map(set, "spec", "template"));
    long wanted = set.number("spec", "replicas").orElse(1L);
    boolean changed = removeSurplus(set, wanted) || createMissing(set, wanted, revision);
    if (!changed) {
      roll(set, wanted, revision);
    }
    report(set, revision);
  }

  private boolean removeSurplus(KubeObject set, long wanted) {
    for (KubeObject pod : pods(set)) {
      if (ordinal(set, pod) >= wanted) {
        simulation.delete(pod);
        return true;
      }
    }
    return false;
  }

  private boolean createMissing(KubeObject set, long wanted, String revision) {
    boolean parallel =
        set.string("spec", "podManagementPolicy").filter("Parallel"::equals).isPresent();
    boolean created = false;
    for (long i = 0; i < wanted; i++) {
      Optional<KubeObject> pod = pod(set, i);
      if (pod.isEmpty()) {
        create(set, i, revision);
        created = true;
      }
      if (!parallel && (pod.isEmpty() || !Pods.isReady(pod.get()))) {
        return true; // the next one waits for this one
      }
    }
    return created;
  }

  private void create(KubeObject set, long ordinal, String revision) {
    String name = set.name() + "-" + ordinal;
    for (Map<String, @Nullable Object> template : set.maps("spec", "volumeClaimTemplates")) {
      claim(set, new KubeObject(template), name);
    }
    Map<String, @Nullable Object> pod = Simulation.pod(set, name);
    Map<String, @Nullable Object> labels = Trees.child(pod, "metadata", "labels");
    labels.put(HASH, revision);
    labels.put("statefulset.kubernetes.io/pod-name", name);
    labels.put("apps.kubernetes.io/pod-index", Long.toString(ordinal));
    simulation.createFor(set, pod);
  }

  private void claim(KubeObject set, KubeObject template, String pod) {
    String name = template.name() + "-" + pod;
    if (simulation
        .store()
        .get(new ObjectKey("", "PersistentVolumeClaim", set.namespace(), name))
        .isEmpty()) {
      Map<String, @Nullable Object> claim = Trees.copy(template.content());
      claim.put("apiVersion", "v1");
      claim.put("kind", "PersistentVolumeClaim");
      Map<String, @Nullable Object> metadata = Trees.child(claim, "metadata");
      metadata.put("name", name);
      metadata.put("namespace", set.namespace());
      Trees.child(claim, "metadata", "labels")
          .putAll(Trees.map(set, "spec", "selector", "matchLabels"));
      simulation.store().put(claim);
    }
  }

  /** Deletes the topmost Pod of an old revision, if all above it are ready. */
  private void roll(KubeObject set, long wanted, String revision) {
    long partition = set.number("spec", "updateStrategy", "rollingUpdate", "partition").orElse(0L);
    boolean onDelete =
        set.string("spec", "updateStrategy", "type").filter("OnDelete"::equals).isPresent();
    for (long i = wanted - 1; i >= partition && !onDelete; i--) {
      Optional<KubeObject> pod = pod(set, i);
      if (pod.isPresent() && !isOf(pod.get(), revision)) {
        simulation.delete(pod.get());
        return;
      }
      if (pod.isEmpty() || !Pods.isReady(pod.get())) {
        return;
      }
    }
  }

  private void report(KubeObject set, String revision) {
    KubeObject now = simulation.store().get(ObjectKey.of(set)).orElse(set);
    List<KubeObject> pods = pods(now);
    long updated = pods.stream().filter(pod -> isOf(pod, revision)).count();
    String before = now.string("status", "currentRevision").orElse(revision);
    boolean done = updated == pods.size();
    long ready = Pods.ready(pods);
    simulation.status(
        now,
        Trees.of(
            "observedGeneration",
            now.number("metadata", "generation").orElse(1L),
            "replicas",
            (long) pods.size(),
            "readyReplicas",
            ready,
            "availableReplicas",
            ready,
            "updatedReplicas",
            updated,
            "currentReplicas",
            done ? updated : pods.size() - updated,
            "updateRevision",
            revision,
            "currentRevision",
            done ? revision : before));
  }

  private List<KubeObject> pods(KubeObject set) {
    return simulation.controlled(set, "", "Pod");
  }

  private Optional<KubeObject> pod(KubeObject set, long ordinal) {
    return simulation
        .store()
        .get(new ObjectKey("", "Pod", set.namespace(), set.name() + "-" + ordinal));
  }

  private static long ordinal(KubeObject set, KubeObject pod) {
    return Long.parseLong(pod.name().substring(set.name().length() + 1));
  }

  private static boolean isOf(KubeObject pod, String revision) {
    return revision.equals(pod.labels().get(HASH));
  }
}
