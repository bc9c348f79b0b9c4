package io.maglev.distro.sandbox;

import io.maglev.distro.kube.DeleteOptions.Propagation;
import io.maglev.distro.model.KubeObject;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The controllers' work. Every change is noted; {@link #settle} lets the controllers of what
 * changed act until nothing changes any more. Guarded by the gateway's lock.
 */
final class Simulation {
  private static final int MOST_STEPS = 200_000;
  private static final String NAMES = "names";

  private final ObjectStore store;
  private final Lifecycle lifecycle;
  private final Timers timers;
  private final Duration podStart;
  private final Map<String, Simulator> simulators = new HashMap<>();
  private final Set<ObjectKey> noted = new LinkedHashSet<>();
  private final Deque<ObjectKey> queue = new ArrayDeque<>();

  /**
   * @param podStart how long a Pod takes to become ready, or to complete, if it says nothing else
   */
  Simulation(ObjectStore store, Lifecycle lifecycle, Timers timers, Duration podStart) {
    this.store = store;
    this.lifecycle = lifecycle;
    this.timers = timers;
    this.podStart = podStart;
    simulators.put("/Pod", new PodSimulator(this));
    simulators.put("apps/ReplicaSet", new ReplicaSetSimulator(this));
    simulators.put("apps/Deployment", new DeploymentSimulator(this));
    simulators.put("apps/StatefulSet", new StatefulSetSimulator(this));
    simulators.put("apps/DaemonSet", new DaemonSetSimulator(this));
    simulators.put("batch/Job", new JobSimulator(this));
    SmallSimulators small = new SmallSimulators(this);
    simulators.put("/PersistentVolumeClaim", new ClaimSimulator(this));
    simulators.put("/Service", new ServiceSimulator(this));
    simulators.put("apiextensions.k8s.io/" + SandboxApis.CRD, small::definition);
    simulators.put("policy/PodDisruptionBudget", small::budget);
  }

  static boolean isEstablished(KubeObject definition) {
    return definition.maps("status", "conditions").stream()
        .anyMatch(c -> "Established".equals(c.get("type")) && "True".equals(c.get("status")));
  }

  /** Notes the object and its controller. */
  void changed(@Nullable KubeObject before, @Nullable KubeObject after) {
    if (after != null) {
      note(ObjectKey.of(after));
    }
    KubeObject any = after == null ? before : after;
    if (any != null) {
      controller(any).ifPresent(this::note);
    }
  }

  /** Takes over the steps another simulation had planned, and looks at all there is. */
  void restore(List<Timer> planned) {
    planned.forEach(timer -> timers.add(timer, this::take));
    store.everything().forEach(object -> note(ObjectKey.of(object)));
  }

  /** Lets the controllers act until there is nothing left to do. */
  void settle() {
    for (int step = 0; !queue.isEmpty(); step++) {
      if (step > MOST_STEPS) {
        throw new IllegalStateException("the sandbox's controllers do not come to rest");
      }
      ObjectKey key = queue.removeFirst();
      noted.remove(key);
      Simulator simulator = simulator(key);
      Optional<KubeObject> object = store.get(key);
      if (simulator != null && object.isPresent() && !object.get().isBeingDeleted()) {
        simulator.reconcile(object.get());
      }
    }
  }

  ObjectStore store() {
    return store;
  }

  /** The time as objects write it. */
  String timestamp() {
    return ObjectStore.timestamp(timers.now());
  }

  Duration podStart() {
    return podStart;
  }

  /** Whether a step of the object is still to come. */
  boolean waits(KubeObject object) {
    return timers.isWaiting(object.uid());
  }

  /**
   * Has the controller of the object take the step later, or right now if there is no delay; with
   * the object as it is then, if it is still the same one.
   */
  void after(Duration delay, KubeObject object, String step) {
    Timer timer = new Timer(timers.now().plus(delay), ObjectKey.of(object), object.uid(), step);
    if (delay.isZero()) {
      take(timer);
    } else {
      timers.add(timer, this::take);
    }
  }

  /** Changes an object, unless the change changes nothing. */
  void change(KubeObject object, Consumer<Map<String, @Nullable Object>> change) {
    Map<String, @Nullable Object> copy = Trees.copy(object.content());
    change.accept(copy);
    store.put(copy);
  }

  /** Sets fields of the status; null takes one out. */
  void status(KubeObject object, Map<String, @Nullable Object> fields) {
    change(
        object,
        copy -> {
          Map<String, @Nullable Object> status = Trees.child(copy, "status");
          fields.forEach(
              (key, value) -> {
                if (value == null) {
                  status.remove(key);
                } else {
                  status.put(key, Trees.copyOf(value));
                }
              });
        });
  }

  void delete(KubeObject object) {
    lifecycle.delete(object, Propagation.BACKGROUND);
  }

  /** The objects of the kind that the owner controls. */
  List<KubeObject> controlled(KubeObject owner, String group, String kind) {
    return store.all(group, kind, owner.namespace()).stream()
        .filter(object -> controller(object).filter(ObjectKey.of(owner)::equals).isPresent())
        .toList();
  }

  /** Creates an object that the owner controls. */
  void createFor(KubeObject owner, Map<String, @Nullable Object> content) {
    Map<String, @Nullable Object> metadata = Trees.child(content, "metadata");
    metadata.put("namespace", owner.namespace());
    metadata.put(
        "ownerReferences",
        Trees.copyOf(
            List.of(
                Trees.of(
                    "apiVersion", owner.apiVersion(),
                    "kind", owner.kind(),
                    "name", owner.name(),
                    "uid", owner.uid(),
                    "controller", true,
                    "blockOwnerDeletion", true))));
    store.put(content);
  }

  /** A Pod of a template; the caller names and labels it further. */
  static Map<String, @Nullable Object> pod(KubeObject owner, String name) {
    Map<String, @Nullable Object> template = Trees.map(owner, "spec", "template");
    Map<String, @Nullable Object> pod = new LinkedHashMap<>();
    pod.put("apiVersion", "v1");
    pod.put("kind", "Pod");
    pod.put("metadata", Trees.copy(Trees.map(template.get("metadata"))));
    pod.put("spec", Trees.copy(Trees.map(template.get("spec"))));
    Trees.child(pod, "metadata").put("name", name);
    return pod;
  }

  /** Five characters that no other name ends in. */
  String suffix() {
    String digits = "bcdfghjklmnpqrstvwxz2456789";
    StringBuilder text = new StringBuilder();
    long number = store.count(NAMES);
    for (int i = 0; i < 5; i++) {
      text.append(digits.charAt((int) (number % digits.length())));
      number = number / digits.length() + 7L * (i + 1);
    }
    return text.toString();
  }

  /** Writes a Warning event about the object. */
  void warn(KubeObject about, String reason, String message) {
    store.put(
        Trees.of(
            "apiVersion",
            "v1",
            "kind",
            "Event",
            "metadata",
            Trees.of(
                "name",
                about.name() + "." + suffix() + store.count(NAMES),
                "namespace",
                about.namespace()),
            "involvedObject",
            Trees.of(
                "apiVersion", about.apiVersion(),
                "kind", about.kind(),
                "namespace", about.namespace(),
                "name", about.name(),
                "uid", about.uid()),
            "type",
            "Warning",
            "reason",
            reason,
            "message",
            message,
            "count",
            1,
            "firstTimestamp",
            timestamp(),
            "lastTimestamp",
            timestamp(),
            "reportingComponent",
            "sandbox"));
  }

  private void take(Timer timer) {
    Simulator simulator = simulator(timer.key());
    store
        .get(timer.key())
        .filter(now -> now.uid().equals(timer.uid()) && simulator != null)
        .ifPresent(now -> Objects.requireNonNull(simulator).onTime(now, timer.step()));
  }

  private @Nullable Simulator simulator(ObjectKey key) {
    return simulators.get(key.group() + "/" + key.kind());
  }

  private void note(ObjectKey key) {
    if (noted.add(key)) {
      queue.addLast(key);
    }
  }

  private static Optional<ObjectKey> controller(KubeObject object) {
    return object.maps("metadata", "ownerReferences").stream()
        .filter(reference -> Boolean.TRUE.equals(reference.get("controller")))
        .map(KubeObject::new)
        .map(
            reference ->
                new ObjectKey(
                    reference.id().group(),
                    reference.kind(),
                    object.namespace(),
                    reference.string("name").orElse("")))
        .findFirst();
  }
}
