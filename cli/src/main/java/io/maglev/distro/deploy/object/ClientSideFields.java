package io.maglev.distro.deploy.object;

import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Applies on the server's side what Helm 3 may have patched from the client's meanwhile. The server
 * counts that as another manager of the same name {@code helm}: what it changed conflicts with the
 * next apply, and what it added would stay for ever. So its fields become the applier's own first,
 * as {@code k8s.io/client-go/util/csaupgrade} (0.37) does, which Helm 4 uses. Thread-safe.
 */
final class ClientSideFields {
  private static final String HELM = ApplyOptions.HELM.fieldManager();

  /** Controllers write status all the time, and each write outdates what we read. */
  private static final int TRIES = 5;

  private final RunContext context;

  ClientSideFields(RunContext context) {
    this.context = context;
  }

  /**
   * The object as the server has it now.
   *
   * @throws KubeException if the server refuses it, also where another tool owns a field of it
   */
  KubeObject apply(KubeObject object) {
    KubeObject applied;
    try {
      applied = context.writable().apply(object, ApplyOptions.HELM);
    } catch (KubeException e) {
      Optional<KubeObject> live =
          e.isConflict() ? context.kube().get(object.id()) : Optional.empty();
      if (live.filter(ClientSideFields::areIn).isEmpty()) {
        throw e;
      }
      applied = live.get();
    }
    return areIn(applied) ? takeOver(object, applied) : applied;
  }

  private KubeObject takeOver(KubeObject object, KubeObject first) {
    KubeObject live = first;
    for (int left = TRIES - 1; areIn(live); left--) {
      try {
        context.writable().mergePatch(object.id(), patch(live));
        break;
      } catch (KubeException e) {
        Optional<KubeObject> newer = context.kube().get(object.id());
        if (!e.isConflict() || left == 0 || newer.isEmpty()) {
          throw e;
        }
        live = newer.get();
      }
    }
    return context.writable().apply(object, ApplyOptions.HELM);
  }

  private static Map<String, @Nullable Object> patch(KubeObject live) {
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("resourceVersion", live.resourceVersion());
    metadata.put("managedFields", merged(live.maps("metadata", "managedFields")));
    return Map.of("metadata", metadata);
  }

  /** Whether the object has fields that Helm 3 has patched. */
  private static boolean areIn(KubeObject live) {
    return live.maps("metadata", "managedFields").stream().anyMatch(ClientSideFields::isPatch);
  }

  /**
   * The managers with those of client-side patches by Helm made one with its server-side apply.
   * Patches of another apiVersion than that are dropped: their paths may mean something else.
   */
  static List<Map<String, @Nullable Object>> merged(List<Map<String, @Nullable Object>> managers) {
    Map<String, @Nullable Object> target =
        new LinkedHashMap<>(
            managers.stream()
                .filter(ClientSideFields::isApply)
                .findFirst()
                .or(() -> managers.stream().filter(ClientSideFields::isPatch).findFirst())
                .orElseThrow());
    target.put("operation", "Apply");
    for (Map<String, @Nullable Object> manager : managers) {
      if (isPatch(manager) && Objects.equals(manager.get("apiVersion"), target.get("apiVersion"))) {
        target.put("fieldsV1", union(target.get("fieldsV1"), manager.get("fieldsV1")));
      }
    }
    List<Map<String, @Nullable Object>> merged = new ArrayList<>();
    merged.add(target);
    managers.stream().filter(it -> !isApply(it) && !isPatch(it)).forEach(merged::add);
    return merged;
  }

  private static boolean isApply(Map<String, @Nullable Object> manager) {
    return isHelms(manager, "Apply");
  }

  private static boolean isPatch(Map<String, @Nullable Object> manager) {
    return isHelms(manager, "Update");
  }

  private static boolean isHelms(Map<String, @Nullable Object> manager, String operation) {
    return HELM.equals(manager.get("manager"))
        && operation.equals(manager.get("operation"))
        && "".equals(Objects.requireNonNullElse(manager.get("subresource"), ""));
  }

  /** Field sets are nested maps; a path is in the union if it is in either. */
  private static @Nullable Object union(@Nullable Object one, @Nullable Object other) {
    if (!(one instanceof Map<?, ?> left) || !(other instanceof Map<?, ?> right)) {
      return one == null ? other : one;
    }
    Map<String, @Nullable Object> union = new LinkedHashMap<>();
    left.forEach((path, below) -> union.put(String.valueOf(path), below));
    right.forEach(
        (path, below) -> {
          String key = String.valueOf(path);
          union.put(key, union(union.get(key), below));
        });
    return union;
  }
}
