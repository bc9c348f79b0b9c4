package io.maglev.distro.deploy.health;

import io.maglev.distro.deploy.status.Readiness;
import io.maglev.distro.deploy.status.ReadinessContext;
import io.maglev.distro.deploy.status.Verdict;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ObjectHealth;
import io.maglev.distro.model.ObjectHealth.State;
import io.maglev.distro.model.ResourceId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges the objects of components, and what controllers made of them. Not thread-safe; one use,
 * since what it has looked up it keeps.
 */
public final class HealthTree {
  /** A ReplicaSet has only Pods, a CronJob Jobs that have Pods: nothing is deeper than this. */
  private static final int DEEPEST = 3;

  private static final String CLAIM = "PersistentVolumeClaim";

  private final ObjectSource source;
  private final boolean whole;
  private final Map<KubeQuery, Map<String, KubeObject>> byName = new HashMap<>();
  private final Map<String, List<KubeObject>> byOwner = new HashMap<>();
  private final Set<KubeQuery> owned = new LinkedHashSet<>();
  private @Nullable Set<String> lateBinding;

  /**
   * A tree of what the source sees.
   *
   * @param whole whether what belongs to objects is looked up for those that are ready, too
   */
  public HealthTree(ObjectSource source, boolean whole) {
    this.source = source;
    this.whole = whole;
  }

  /** How each fares, in their order: a list for each component. */
  public List<List<ObjectHealth>> of(List<Deployed> components) {
    Set<KubeQuery> queries = new LinkedHashSet<>();
    for (Deployed component : components) {
      for (ResourceId id : component.objects()) {
        queries.add(Queries.of(id));
        if (whole || id.groupKind().equals(CLAIM)) {
          queries.addAll(below(id));
        }
      }
    }
    source.prepare(queries);
    List<List<ObjectHealth>> trees = components.stream().map(this::objects).toList();
    return new Warnings(source).addTo(trees);
  }

  /** What may belong to an object of that kind. */
  private static List<KubeQuery> below(ResourceId id) {
    String namespace = id.namespace();
    return switch (id.groupKind()) {
      case "Deployment.apps" -> List.of(Queries.replicaSets(namespace), Queries.pods(namespace));
      case "StatefulSet.apps", "DaemonSet.apps", "ReplicaSet.apps", "Job.batch" ->
          List.of(Queries.pods(namespace));
      case "ReplicationController" -> List.of(Queries.pods(namespace));
      case "CronJob.batch" -> List.of(Queries.jobs(namespace), Queries.pods(namespace));
      case CLAIM -> List.of(Queries.storageClasses());
      default -> List.of();
    };
  }

  private List<ObjectHealth> objects(Deployed component) {
    List<ObjectHealth> objects = new ArrayList<>();
    for (ResourceId id : component.objects()) {
      ReadinessContext rules =
          new ReadinessContext(
              component.component().readiness(),
              false,
              id.groupKind().equals(CLAIM) ? lateBinding() : Set.of());
      objects.add(object(id, rules));
    }
    return List.copyOf(objects);
  }

  private ObjectHealth object(ResourceId id, ReadinessContext rules) {
    try {
      KubeObject live = named(Queries.of(id)).get(id.name());
      if (live == null) {
        return missing(id, "it does not exist");
      }
      if (whole || !Readiness.of(live, rules).isReady()) {
        source.prepare(below(id));
        below(id).forEach(this::indexOwned);
      }
      return health(id, live, rules, DEEPEST);
    } catch (KubeException e) {
      return missing(id, "it cannot be read: " + e.getMessage());
    }
  }

  private static ObjectHealth missing(ResourceId id, String reason) {
    return new ObjectHealth(id, State.FAILED, "", List.of(reason), List.of());
  }

  private ObjectHealth health(ResourceId id, KubeObject live, ReadinessContext rules, int depth) {
    Verdict verdict = Readiness.of(live, rules);
    List<String> reasons = new ArrayList<>();
    if (!verdict.isReady()) {
      reasons.add(verdict.reason());
      reasons.addAll(Summary.details(live));
    }
    List<ObjectHealth> below =
        depth == 0
            ? List.of()
            : byOwner.getOrDefault(live.uid(), List.of()).stream()
                .filter(HealthTree::isOfInterest)
                .map(each -> health(each.id(), each, ReadinessContext.PLAIN, depth - 1))
                .toList();
    return new ObjectHealth(
        id,
        verdict.isReady() ? State.READY : verdict.isFailed() ? State.FAILED : State.PROGRESSING,
        Summary.of(live),
        List.copyOf(reasons),
        below);
  }

  /** The ReplicaSets of earlier revisions are kept, empty. */
  private static boolean isOfInterest(KubeObject object) {
    return !object.kind().equals("ReplicaSet")
        || object.number("spec", "replicas").orElse(1L) > 0
        || object.number("status", "replicas").orElse(0L) > 0;
  }

  private Map<String, KubeObject> named(KubeQuery query) {
    return byName.computeIfAbsent(
        query,
        key ->
            source.all(key).stream()
                .collect(
                    Collectors.toMap(
                        KubeObject::name, Function.identity(), (a, b) -> b, LinkedHashMap::new)));
  }

  /** Who may not list Pods sees none. */
  private void indexOwned(KubeQuery query) {
    if (!owned.add(query)) {
      return;
    }
    Collection<KubeObject> objects;
    try {
      objects = source.all(query);
    } catch (KubeException e) {
      return;
    }
    objects.stream()
        .sorted((a, b) -> a.name().compareTo(b.name()))
        .forEach(
            object ->
                controller(object)
                    .ifPresent(
                        uid -> byOwner.computeIfAbsent(uid, u -> new ArrayList<>()).add(object)));
  }

  private static Optional<String> controller(KubeObject object) {
    return object.maps("metadata", "ownerReferences").stream()
        .filter(owner -> Boolean.TRUE.equals(owner.get("controller")))
        .map(owner -> String.valueOf(owner.get("uid")))
        .findFirst();
  }

  private Set<String> lateBinding() {
    Set<String> classes = lateBinding;
    if (classes == null) {
      try {
        classes =
            source.all(Queries.storageClasses()).stream()
                .filter(
                    each ->
                        each.string("volumeBindingMode")
                            .filter("WaitForFirstConsumer"::equals)
                            .isPresent())
                .map(KubeObject::name)
                .collect(Collectors.toSet());
      } catch (KubeException e) {
        classes = Set.of(); // who may not see the classes takes claims to bind at once, as Helm
      }
      lateBinding = classes;
    }
    return classes;
  }
}
