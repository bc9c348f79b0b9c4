package io.maglev.distro.sandbox;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The merge of server-side apply: conflicts with other owners, removal of what the manager no
 * longer sends. Approximates structured-merge-diff: custom resources have no schema here.
 */
final class ServerSideApply {
  private final MergeSchema schema;
  private final TreeMerge merge;
  private final String action;

  /**
   * @param action the middle of an error message
   */
  ServerSideApply(MergeSchema schema, String action) {
    this.schema = schema;
    this.merge = new TreeMerge(schema);
    this.action = action;
  }

  /**
   * The outcome: the object without managedFields, and who owns it then.
   *
   * @param object a fresh copy
   */
  record Outcome(Map<String, @Nullable Object> object, FieldOwners owners) {}

  /**
   * @param live empty if the object does not exist yet
   * @throws KubeException with reason {@code Conflict} if another owner's field would change
   */
  Outcome apply(KubeObject live, KubeObject config, ApplyOptions options) {
    String manager = options.fieldManager();
    FieldOwners owners = FieldOwners.of(live);
    Map<List<String>, @Nullable Object> wanted = FieldPaths.of(config.content(), schema);
    Map<List<String>, @Nullable Object> present = FieldPaths.of(live.content(), schema);
    Set<List<String>> contested = contested(owners, manager, wanted, present, options.force());

    Map<String, @Nullable Object> result =
        Trees.copy(merge.merged(live.content(), withoutServerFields(config)));
    for (List<String> path : abandoned(owners, manager, wanted.keySet())) {
      merge.remove(result, path);
    }
    owners.take(contested, manager);
    owners.applied(manager, config.apiVersion(), wanted.keySet());
    return new Outcome(result, owners);
  }

  /** Records what a create, replace or patch changed. */
  static FieldOwners afterUpdate(
      KubeObject before, KubeObject after, MergeSchema schema, String manager) {
    Map<List<String>, @Nullable Object> old = FieldPaths.of(before.content(), schema);
    Map<List<String>, @Nullable Object> now = FieldPaths.of(after.content(), schema);
    Set<List<String>> changed = new LinkedHashSet<>();
    now.forEach(
        (path, value) -> {
          if (!old.containsKey(path) || !Objects.equals(old.get(path), value)) {
            changed.add(path);
          }
        });
    FieldOwners owners = FieldOwners.of(before);
    owners.retain(now.keySet());
    owners.take(changed, "");
    owners.updated(manager, after.apiVersion(), changed);
    return owners;
  }

  private Set<List<String>> contested(
      FieldOwners owners,
      String manager,
      Map<List<String>, @Nullable Object> wanted,
      Map<List<String>, @Nullable Object> present,
      boolean force) {
    Set<List<String>> contested = new LinkedHashSet<>();
    Map<String, List<String>> conflicts = new TreeMap<>();
    owners
        .others(manager)
        .forEach(
            (owner, fields) -> {
              for (List<String> path : fields) {
                if (wanted.containsKey(path)
                    && !Objects.equals(wanted.get(path), present.get(path))) {
                  contested.add(path);
                  conflicts
                      .computeIfAbsent(owner.display(), any -> new ArrayList<>())
                      .add(FieldPaths.display(path));
                }
              }
            });
    if (!conflicts.isEmpty() && !force) {
      throw Refusals.applyConflict(action, message(conflicts));
    }
    return contested;
  }

  private static String message(Map<String, List<String>> conflicts) {
    int number = conflicts.values().stream().mapToInt(List::size).sum();
    StringBuilder text = new StringBuilder("Apply failed with " + number);
    text.append(number == 1 ? " conflict:" : " conflicts:");
    String separator = number == 1 ? " " : "\n";
    if (conflicts.size() == 1) {
      separator = " ";
    }
    for (Map.Entry<String, List<String>> conflict : conflicts.entrySet()) {
      text.append(separator).append("conflict").append(conflict.getValue().size() > 1 ? "s" : "");
      text.append(" with ").append(conflict.getKey()).append(':');
      if (conflict.getValue().size() == 1) {
        text.append(' ').append(conflict.getValue().get(0));
      } else {
        conflict.getValue().forEach(path -> text.append("\n- ").append(path));
      }
      separator = "\n";
    }
    return text.toString();
  }

  /** What the manager applied last time but not now and nobody else owns, innermost first. */
  private static List<List<String>> abandoned(
      FieldOwners owners, String manager, Set<List<String>> wanted) {
    Set<List<String>> foreign = new LinkedHashSet<>();
    owners.others(manager).values().forEach(foreign::addAll);
    List<List<String>> abandoned = new ArrayList<>();
    for (List<String> path : owners.appliedBy(manager)) {
      boolean replaced = wanted.stream().anyMatch(other -> startsWith(other, path));
      boolean shared = foreign.stream().anyMatch(other -> startsWith(other, path));
      if (!wanted.contains(path) && !replaced && !shared) {
        abandoned.add(path);
      }
    }
    abandoned.sort(Comparator.comparing((List<String> path) -> -path.size()));
    return abandoned;
  }

  private static boolean startsWith(List<String> path, List<String> prefix) {
    return path.size() >= prefix.size() && path.subList(0, prefix.size()).equals(prefix);
  }

  private static Map<String, @Nullable Object> withoutServerFields(KubeObject config) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(config.content());
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>(Trees.map(config, "metadata"));
    metadata.keySet().removeAll(Admission.SERVER_METADATA);
    copy.put("metadata", metadata);
    return copy;
  }
}
