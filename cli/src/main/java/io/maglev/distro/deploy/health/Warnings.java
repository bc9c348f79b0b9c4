package io.maglev.distro.deploy.health;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ObjectHealth;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Adds to what is not ready the newest warning that the cluster has an event of: it is asked for
 * events only where something is not ready. Not thread-safe.
 */
final class Warnings {
  private final ObjectSource source;
  private final Map<String, KubeObject> newest = new HashMap<>();

  Warnings(ObjectSource source) {
    this.source = source;
  }

  List<List<ObjectHealth>> addTo(List<List<ObjectHealth>> trees) {
    Set<KubeQuery> queries =
        trees.stream()
            .flatMap(List::stream)
            .flatMap(ObjectHealth::all)
            .filter(object -> !object.isReady() && !object.id().namespace().isEmpty())
            .map(object -> Queries.warnings(object.id().namespace()))
            .collect(Collectors.toSet());
    source.prepare(queries);
    queries.forEach(this::read);
    return newest.isEmpty()
        ? trees
        : trees.stream().map(tree -> tree.stream().map(this::warned).toList()).toList();
  }

  private void read(KubeQuery query) {
    try {
      for (KubeObject event : source.all(query)) {
        newest.merge(
            event.string("involvedObject", "kind").orElse("")
                + "/"
                + event.string("involvedObject", "namespace").orElse("")
                + "/"
                + event.string("involvedObject", "name").orElse(""),
            event,
            (a, b) -> time(a).compareTo(time(b)) > 0 ? a : b);
      }
    } catch (KubeException e) {
      return; // who may not list events sees none
    }
  }

  private ObjectHealth warned(ObjectHealth object) {
    List<ObjectHealth> below = object.objects().stream().map(this::warned).toList();
    List<String> reasons = new ArrayList<>(object.reasons());
    KubeObject event = newest.get(object.id().toString());
    if (!object.isReady() && event != null) {
      reasons.add(text(event));
    }
    return object.with(reasons, below);
  }

  private static String text(KubeObject event) {
    long count = event.number("count").or(() -> event.number("series", "count")).orElse(1L);
    return "event %s%s: %s"
        .formatted(
            event.string("reason").orElse("Warning"),
            count > 1 ? " (" + count + " times)" : "",
            event.string("message").orElse("").strip());
  }

  private static String time(KubeObject event) {
    return event
        .string("lastTimestamp")
        .or(() -> event.string("series", "lastObservedTime"))
        .or(() -> event.string("eventTime"))
        .or(() -> event.string("metadata", "creationTimestamp"))
        .orElse("");
  }
}
