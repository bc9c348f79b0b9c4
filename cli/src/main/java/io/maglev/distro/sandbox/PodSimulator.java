package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Scheduler and kubelet of the one node: gives a Pod the status that its annotations ask for. */
final class PodSimulator implements Simulator {
  private static final String ADDRESS = "10.244.0.1";
  private static final String RUN = "run";
  private static final String COMPLETE = "complete";
  private static final Fate COMPLETED = new Fate("Succeeded", "", "", 0, "", "");

  private final Simulation simulation;

  PodSimulator(Simulation simulation) {
    this.simulation = simulation;
  }

  @Override
  public void reconcile(KubeObject pod) {
    if (pod.string("status", "phase").orElse("").isEmpty()) {
      schedule(pod);
    } else if (pod.string("spec", "nodeName").isPresent()
        && pod.string("status", "startTime").isEmpty()
        && !simulation.waits(pod)) {
      start(pod);
    }
  }

  private void schedule(KubeObject pod) {
    Map<String, @Nullable Object> wanted = Trees.map(pod, "spec", "nodeSelector");
    boolean fits =
        simulation.store().all("", "Node").stream()
            .anyMatch(node -> node.labels().entrySet().containsAll(wanted.entrySet()));
    simulation.change(
        pod,
        copy -> {
          Map<String, @Nullable Object> status = Trees.child(copy, "status");
          status.put("phase", "Pending");
          status.put("qosClass", "BestEffort");
          Map<String, @Nullable Object> condition =
              condition("PodScheduled", fits ? "True" : "False");
          if (fits) {
            Trees.child(copy, "spec").put("nodeName", Furnishing.NODE);
          } else {
            condition.put("reason", "Unschedulable");
            condition.put("message", "0/1 nodes are available: 1 node(s) didn't match");
          }
          status.put("conditions", new ArrayList<Object>(List.of(condition)));
        });
    if (!fits) {
      simulation.warn(pod, "FailedScheduling", "0/1 nodes are available: 1 node(s) didn't match");
    }
  }

  private void start(KubeObject pod) {
    Duration delay = Fate.delay(pod, simulation.podStart());
    boolean completes = Fate.ends(pod) && Fate.of(pod).isReady();
    simulation.after(completes ? Duration.ZERO : delay, pod, RUN);
    if (completes) {
      simulation.after(delay, pod, COMPLETE);
    }
  }

  @Override
  public void onTime(KubeObject pod, String step) {
    become(pod, step.equals(COMPLETE) ? COMPLETED : Fate.of(pod));
  }

  private void become(KubeObject pod, Fate fate) {
    boolean ready = fate.isReady();
    Map<String, @Nullable Object> status = new LinkedHashMap<>();
    status.put("phase", fate.phase());
    status.put("startTime", simulation.timestamp());
    status.put("hostIP", ADDRESS);
    status.put("podIP", pod.string("status", "podIP").orElseGet(this::nextAddress));
    status.put("conditions", conditions(pod, fate, ready));
    status.put("containerStatuses", containers(pod, fate, ready));
    simulation.status(pod, status);
    if (!fate.event().isEmpty()) {
      simulation.warn(pod, fate.event(), fate.eventMessage());
    }
  }

  private List<Object> conditions(KubeObject pod, Fate fate, boolean ready) {
    List<Object> conditions = new ArrayList<>();
    for (String type : List.of("PodScheduled", "PodReadyToStartContainers", "Initialized")) {
      conditions.add(condition(type, "True"));
    }
    List<String> readiness = new ArrayList<>(List.of("Ready", "ContainersReady"));
    pod.maps("spec", "readinessGates")
        .forEach(gate -> readiness.add(String.valueOf(gate.get("conditionType"))));
    for (String type : readiness) {
      Map<String, @Nullable Object> condition = condition(type, ready ? "True" : "False");
      if (!ready) {
        condition.put("reason", reason(fate));
      }
      conditions.add(condition);
    }
    return conditions;
  }

  private static String reason(Fate fate) {
    return switch (fate.phase()) {
      case "Failed" -> "PodFailed";
      case "Succeeded" -> "PodCompleted";
      default -> "ContainersNotReady";
    };
  }

  private List<Object> containers(KubeObject pod, Fate fate, boolean ready) {
    List<Object> statuses = new ArrayList<>();
    for (Map<String, @Nullable Object> map : pod.maps("spec", "containers")) {
      String image = Trees.text(map.get("image")).orElse("");
      Map<String, @Nullable Object> status =
          Trees.of(
              "name",
              String.valueOf(map.get("name")),
              "image",
              image,
              "imageID",
              "",
              "ready",
              ready,
              "started",
              ready || isRunning(fate),
              "restartCount",
              fate.restarts(),
              "state",
              state(fate, image));
      if (fate.restarts() > 0) {
        status.put("lastState", terminated("Error", 1));
      }
      statuses.add(status);
    }
    return statuses;
  }

  private static boolean isRunning(Fate fate) {
    return fate.phase().equals("Running") && fate.waiting().isEmpty();
  }

  private Map<String, @Nullable Object> state(Fate fate, String image) {
    if (!fate.waiting().isEmpty()) {
      String message = fate.message().replace("%s", image);
      return Trees.of("waiting", Trees.of("reason", fate.waiting(), "message", message));
    }
    return switch (fate.phase()) {
      case "Succeeded" -> terminated("Completed", 0);
      case "Failed" -> terminated("Error", 1);
      default -> Trees.of("running", Trees.of("startedAt", simulation.timestamp()));
    };
  }

  private Map<String, @Nullable Object> terminated(String reason, int exitCode) {
    return Trees.of(
        "terminated",
        Trees.of(
            "reason",
            reason,
            "exitCode",
            exitCode,
            "startedAt",
            simulation.timestamp(),
            "finishedAt",
            simulation.timestamp()));
  }

  private Map<String, @Nullable Object> condition(String type, String status) {
    return Trees.of("type", type, "status", status, "lastTransitionTime", simulation.timestamp());
  }

  private String nextAddress() {
    long addresses = simulation.store().count("podAddresses");
    return "10.244." + addresses / 250 % 250 + "." + (addresses % 250 + 2);
  }
}
