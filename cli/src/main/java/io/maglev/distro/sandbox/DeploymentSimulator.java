package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Rolls a Deployment from its old ReplicaSets to the one of its present template. */
final class DeploymentSimulator implements Simulator {
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final long PROGRESS_SECONDS = 600;

  private final Simulation simulation;

  DeploymentSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject deployment) {
    boolean paused = deployment.at("spec", "paused").filter(Boolean.TRUE::equals).isPresent();
    List<KubeObject> sets = simulation.controlled(deployment, "apps", "ReplicaSet");
    String name = deployment.name() + "-" + Pods.hash(Trees.map(deployment, "spec", "template"));
    Optional<KubeObject> current = sets.stream().filter(set -> set.name().equals(name)).findFirst();
    if (current.isEmpty() && !paused) {
      createSet(deployment, name, sets);
      return; // the new set's own changes bring us back
    }
    if (!paused) {
      scale(deployment, current.orElseThrow(), sets);
    }
    report(deployment, name);
  }

  private void createSet(KubeObject deployment, String name, List<KubeObject> sets) {
    String revision = Long.toString(sets.stream().mapToLong(this::revision).max().orElse(0) + 1);
    String hash = name.substring(deployment.name().length() + 1);
    Map<String, @Nullable Object> set = new LinkedHashMap<>();
    set.put("apiVersion", "apps/v1");
    set.put("kind", "ReplicaSet");
    set.put(
        "metadata",
        Trees.of("name", name, "generation", 1, "annotations", Trees.of(REVISION, revision)));
    Map<String, @Nullable Object> spec = Trees.child(set, "spec");
    spec.put("replicas", sets.isEmpty() ? replicas(deployment) : 0L);
    spec.put("selector", Trees.copy(Trees.map(deployment, "spec", "selector")));
    spec.put("template", Trees.copy(Trees.map(deployment, "spec", "template")));
    Trees.child(spec, "template", "metadata", "labels").put("pod-template-hash", hash);
    Trees.child(spec, "selector", "matchLabels").put("pod-template-hash", hash);
    Map<String, @Nullable Object> labels =
        Trees.copy(Trees.map(new KubeObject(spec), "template", "metadata", "labels"));
    Trees.child(set, "metadata").put("labels", labels);
    simulation.createFor(deployment, set);
    simulation.change(
        deployment, copy -> Trees.child(copy, "metadata", "annotations").put(REVISION, revision));
    long generation = deployment.number("metadata", "generation").orElse(1L);
    simulation.after(deadline(deployment), deployment, Long.toString(generation));
  }

  /** The step is the generation whose rollout had to be over by now. */
  @Override
  public void onTime(KubeObject deployment, String step) {
    giveUp(deployment, Long.parseLong(step));
  }

  private long revision(KubeObject set) {
    return Long.parseLong(set.annotations().getOrDefault(REVISION, "0"));
  }

  private void scale(KubeObject deployment, KubeObject current, List<KubeObject> sets) {
    long wanted = replicas(deployment);
    List<KubeObject> old = sets.stream().filter(set -> !set.name().equals(current.name())).toList();
    long oldPods = old.stream().mapToLong(set -> number(set, "replicas")).sum();
    boolean recreate =
        deployment.string("spec", "strategy", "type").filter("Recreate"::equals).isPresent();
    long surge = recreate ? 0 : bound(deployment, "maxSurge", wanted, true);
    resize(current, Math.min(wanted, Math.max(0, wanted + surge - oldPods)));
    long unavailable = recreate ? wanted : bound(deployment, "maxUnavailable", wanted, false);
    long keep = Math.max(0, wanted - unavailable - number(current, "readyReplicas"));
    for (KubeObject set : old) {
      long size = Math.min(keep, set.number("spec", "replicas").orElse(0L));
      resize(set, size);
      keep -= size;
    }
  }

  private void resize(KubeObject set, long size) {
    if (set.number("spec", "replicas").orElse(-1L) != size) {
      simulation.change(
          set,
          copy -> {
            Trees.child(copy, "spec").put("replicas", size);
            Trees.child(copy, "metadata")
                .put("generation", set.number("metadata", "generation").orElse(1L) + 1);
          });
    }
  }

  private void report(KubeObject deployment, String currentName) {
    KubeObject now = simulation.store().get(ObjectKey.of(deployment)).orElse(deployment);
    List<KubeObject> sets = simulation.controlled(deployment, "apps", "ReplicaSet");
    long total = sets.stream().mapToLong(set -> number(set, "replicas")).sum();
    long ready = sets.stream().mapToLong(set -> number(set, "readyReplicas")).sum();
    long updated =
        sets.stream()
            .filter(set -> set.name().equals(currentName))
            .mapToLong(set -> number(set, "replicas"))
            .sum();
    long wanted = replicas(deployment);
    boolean complete = updated == wanted && total == wanted && ready == wanted;
    Map<String, @Nullable Object> status =
        Trees.of(
            "observedGeneration", now.number("metadata", "generation").orElse(1L),
            "replicas", total,
            "updatedReplicas", updated,
            "readyReplicas", ready,
            "availableReplicas", ready,
            "conditions", conditions(now, ready, wanted, complete));
    status.put("unavailableReplicas", ready < wanted ? wanted - ready : null);
    simulation.status(now, status);
  }

  private List<Object> conditions(
      KubeObject deployment, long ready, long wanted, boolean complete) {
    long needed = wanted - bound(deployment, "maxUnavailable", wanted, false);
    List<Object> conditions = new ArrayList<>();
    conditions.add(
        ready >= needed
            ? condition(deployment, "Available", "True", "MinimumReplicasAvailable")
            : condition(deployment, "Available", "False", "MinimumReplicasUnavailable"));
    boolean gaveUp =
        deployment.maps("status", "conditions").stream()
                .anyMatch(c -> "ProgressDeadlineExceeded".equals(c.get("reason")))
            && deployment
                .number("status", "observedGeneration")
                .equals(deployment.number("metadata", "generation"));
    if (complete) {
      conditions.add(condition(deployment, "Progressing", "True", "NewReplicaSetAvailable"));
    } else if (gaveUp) {
      conditions.add(condition(deployment, "Progressing", "False", "ProgressDeadlineExceeded"));
    } else {
      conditions.add(condition(deployment, "Progressing", "True", "ReplicaSetUpdated"));
    }
    return conditions;
  }

  private void giveUp(KubeObject deployment, long generation) {
    boolean sameRollout =
        deployment.number("metadata", "generation").filter(g -> g == generation).isPresent();
    boolean complete =
        deployment.maps("status", "conditions").stream()
            .anyMatch(c -> "NewReplicaSetAvailable".equals(c.get("reason")));
    if (sameRollout && !complete) {
      List<Object> conditions = new ArrayList<>();
      for (Map<String, @Nullable Object> condition : deployment.maps("status", "conditions")) {
        conditions.add(
            "Progressing".equals(condition.get("type"))
                ? condition(deployment, "Progressing", "False", "ProgressDeadlineExceeded")
                : condition);
      }
      simulation.status(deployment, Trees.of("conditions", conditions));
    }
  }

  private Map<String, @Nullable Object> condition(
      KubeObject deployment, String type, String status, String reason) {
    for (Map<String, @Nullable Object> old : deployment.maps("status", "conditions")) {
      if (type.equals(old.get("type"))
          && status.equals(old.get("status"))
          && reason.equals(old.get("reason"))) {
        return old;
      }
    }
    return Trees.of(
        "type",
        type,
        "status",
        status,
        "reason",
        reason,
        "message",
        "Deployment \"" + deployment.name() + "\": " + reason,
        "lastUpdateTime",
        simulation.timestamp(),
        "lastTransitionTime",
        simulation.timestamp());
  }

  private static Duration deadline(KubeObject deployment) {
    return Duration.ofSeconds(
        deployment.number("spec", "progressDeadlineSeconds").orElse(PROGRESS_SECONDS));
  }

  private static long replicas(KubeObject deployment) {
    return deployment.number("spec", "replicas").orElse(1L);
  }

  private static long number(KubeObject set, String field) {
    return set.number("status", field).orElse(0L);
  }

  /** A number or a percentage of the wanted replicas; 25% where none is given. */
  private static long bound(KubeObject deployment, String field, long wanted, boolean up) {
    Optional<Object> value = deployment.at("spec", "strategy", "rollingUpdate", field);
    if (value.orElse(null) instanceof Number number) {
      return number.longValue();
    }
    String text = value.map(String::valueOf).orElse("25%").replace("%", "");
    double share = wanted * Double.parseDouble(text) / 100;
    return (long) (up ? Math.ceil(share) : Math.floor(share));
  }
}
