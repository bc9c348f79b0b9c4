package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Who owns which fields of an object: its {@code metadata.managedFields}. */
final class FieldOwners {
  static final String APPLY = "Apply";
  static final String UPDATE = "Update";

  private final Map<Owner, Set<List<String>>> owned = new LinkedHashMap<>();
  private final List<Map<String, @Nullable Object>> entries;

  private FieldOwners(List<Map<String, @Nullable Object>> entries) {
    this.entries = entries;
  }

  /** A manager together with its way of writing: the two ways of one manager are two owners. */
  record Owner(String manager, String operation, String apiVersion) {

    boolean is(String name, String way) {
      return manager.equals(name) && operation.equals(way);
    }

    /** As conflict messages name it. */
    String display() {
      String quoted = "\"" + manager + "\"";
      return operation.equals(APPLY) ? quoted : quoted + " using " + apiVersion;
    }
  }

  static FieldOwners of(KubeObject object) {
    FieldOwners owners = new FieldOwners(object.maps("metadata", "managedFields"));
    for (Map<String, @Nullable Object> entry : owners.entries) {
      KubeObject fields = new KubeObject(entry);
      owners.owned.put(
          new Owner(
              fields.string("manager").orElse(""),
              fields.string("operation").orElse(""),
              fields.apiVersion()),
          FieldPaths.fromFieldsV1(Trees.map(fields, "fieldsV1")));
    }
    return owners;
  }

  /** All that the manager owns by applying. */
  Set<List<String>> appliedBy(String manager) {
    Set<List<String>> paths = new LinkedHashSet<>();
    owned.forEach(
        (owner, fields) -> {
          if (owner.is(manager, APPLY)) {
            paths.addAll(fields);
          }
        });
    return paths;
  }

  /** All owners other than the manager's own applying. */
  Map<Owner, Set<List<String>>> others(String manager) {
    Map<Owner, Set<List<String>>> others = new LinkedHashMap<>(owned);
    others.keySet().removeIf(owner -> owner.is(manager, APPLY));
    return others;
  }

  /** Records that the manager applied exactly these; its place in the list stays. */
  void applied(String manager, String apiVersion, Set<List<String>> paths) {
    Owner now = new Owner(manager, APPLY, apiVersion);
    owned.keySet().removeIf(owner -> owner.is(manager, APPLY) && !owner.equals(now));
    owned.put(now, new LinkedHashSet<>(paths));
    owned.values().removeIf(Set::isEmpty);
  }

  /** Records that the manager wrote these by create, replace or patch. */
  void updated(String manager, String apiVersion, Set<List<String>> paths) {
    if (!paths.isEmpty()) {
      Owner owner = new Owner(manager, UPDATE, apiVersion);
      owned.computeIfAbsent(owner, any -> new LinkedHashSet<>()).addAll(paths);
    }
  }

  /** Takes the paths from everybody but the one applying manager; it may be empty for nobody. */
  void take(Set<List<String>> paths, String except) {
    change(except, fields -> fields.removeAll(paths));
  }

  /** Forgets paths that are no longer there. */
  void retain(Set<List<String>> existing) {
    change("", fields -> fields.retainAll(existing));
  }

  /** As the object carries it; an entry that has not changed keeps its time. */
  List<Map<String, @Nullable Object>> toManagedFields(Instant now) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    owned.forEach(
        (owner, fields) -> {
          Map<String, @Nullable Object> entry = entry(owner, fields);
          entry.put("time", ObjectStore.timestamp(now));
          list.add(entries.stream().filter(old -> isSame(old, entry)).findFirst().orElse(entry));
        });
    return list;
  }

  private static Map<String, @Nullable Object> entry(Owner owner, Set<List<String>> fields) {
    return Trees.of(
        "manager",
        owner.manager(),
        "operation",
        owner.operation(),
        "apiVersion",
        owner.apiVersion(),
        "fieldsType",
        "FieldsV1",
        "fieldsV1",
        FieldPaths.toFieldsV1(fields));
  }

  private static boolean isSame(
      Map<String, @Nullable Object> old, Map<String, @Nullable Object> entry) {
    Map<String, @Nullable Object> withTime = new LinkedHashMap<>(entry);
    withTime.put("time", old.get("time"));
    return withTime.equals(old);
  }

  private void change(String except, Consumer<Set<List<String>>> change) {
    owned.forEach(
        (owner, fields) -> {
          if (!owner.is(except, APPLY)) {
            change.accept(fields);
          }
        });
    owned.values().removeIf(Set::isEmpty);
  }
}
