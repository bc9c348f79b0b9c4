package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Brings a release's objects into the cluster and takes away what it no longer has. Thread-safe.
 */
final class ObjectApplier {
  private static final String RESOURCE_POLICY = "helm.sh/resource-policy";

  private final RunContext context;

  ObjectApplier(RunContext context) {
    this.context = context;
  }

  /**
   * Applies the objects in their order, as the release's own, after all of them were checked to be
   * free or its own already.
   *
   * @return the objects as the server has them now
   * @throws DistroException if an object is somebody else's (nothing was applied then), or the
   *     server refuses one
   */
  List<KubeObject> apply(List<KubeObject> objects, Ownership ownership) {
    for (KubeObject object : objects) {
      context.kube().get(object.id()).ifPresent(ownership::check);
    }
    List<KubeObject> applied = new ArrayList<>(objects.size());
    for (KubeObject object : objects) {
      applied.add(applyOne(ownership.marked(object)));
    }
    return applied;
  }

  private KubeObject applyOne(KubeObject object) {
    try {
      return new ClientSideFields(context).apply(object);
    } catch (KubeException e) {
      throw new DistroException(
          e.code(),
          "cannot apply " + object.id() + ": the server refuses it",
          List.of(SourceLocation.ofText(String.valueOf(e.getMessage()))),
          hint(e),
          e);
    }
  }

  private static Optional<String> hint(KubeException e) {
    if (e.isConflict()) {
      return Optional.of("another tool owns the fields named: let it go, or drop them here");
    }
    return e.hint();
  }

  /**
   * Deletes what the old objects had and the new ones have not, other than those that say {@code
   * helm.sh/resource-policy: keep} where they live (Helm reads it there, not in the manifest).
   *
   * @return what was deleted
   */
  List<ResourceId> prune(List<KubeObject> old, List<KubeObject> now) {
    Set<String> staying = now.stream().map(ObjectApplier::identity).collect(Collectors.toSet());
    List<ResourceId> deleted = new ArrayList<>();
    for (KubeObject object : old) {
      if (!staying.contains(identity(object)) && deleteUnlessKept(object)) {
        deleted.add(object.id());
      }
    }
    return deleted;
  }

  /** Deletes the object unless it is kept; false if it stays or was not there. */
  boolean deleteUnlessKept(KubeObject object) {
    Optional<KubeObject> live = context.kube().get(object.id());
    if (live.isEmpty() || isKept(live.get()) || isKept(object)) {
      return false;
    }
    return context
        .writable()
        .delete(
            object.id(),
            new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, Optional.of(live.get().uid())));
  }

  /** Creates the namespace, labelled as Helm labels it, if it is missing. */
  void ensureNamespace(String name) {
    try {
      Optional<KubeObject> live = context.kube().get(new ResourceId("v1", "Namespace", "", name));
      if (live.isPresent()) {
        requireAlive(live.get());
        return;
      }
    } catch (KubeException e) {
      if (e.isForbidden()) {
        return; // who may work in a namespace need not see it from outside
      }
      throw e;
    }
    Map<String, @Nullable Object> metadata = Map.of("name", name, "labels", Map.of("name", name));
    Map<String, @Nullable Object> content =
        Map.of("apiVersion", "v1", "kind", "Namespace", "metadata", metadata);
    try {
      context.writable().create(new KubeObject(content));
    } catch (KubeException e) {
      // Several components may need it at once: the first one makes it.
      if (!e.isAlreadyExists()) {
        throw e;
      }
    }
  }

  /**
   * Refuses a namespace that is on its way out: nothing can be created in it.
   *
   * @throws DistroException with {@code CLUSTER_UNSUITABLE}
   */
  static void requireAlive(KubeObject namespace) {
    if (namespace.isBeingDeleted()) {
      throw DistroException.of(
          ErrorCode.CLUSTER_UNSUITABLE,
          "cannot use namespace '" + namespace.name() + "': it is being deleted",
          "wait until it is gone, then try again");
    }
  }

  static boolean isKept(KubeObject object) {
    return "keep".equals(object.annotations().get(RESOURCE_POLICY));
  }

  /** Without the version: an object is the same one under another apiVersion of its group. */
  private static String identity(KubeObject object) {
    return object.id().groupKind() + "/" + object.namespace() + "/" + object.name();
  }
}
