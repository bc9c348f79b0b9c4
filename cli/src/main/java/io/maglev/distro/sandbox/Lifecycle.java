package io.maglev.distro.sandbox;

import io.maglev.distro.kube.DeleteOptions.Propagation;
import io.maglev.distro.model.KubeObject;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How objects end: finalizers, the garbage collector, namespaces and CRDs with their content. */
final class Lifecycle {
  private final ObjectStore store;

  Lifecycle(ObjectStore store) {
    this.store = store;
  }

  /** Begins the end of an object; without finalizers it is also over at once. */
  void delete(KubeObject object, Propagation propagation) {
    ObjectKey key = ObjectKey.of(object);
    if (object.kind().equals("Namespace")) {
      terminate(object);
      return;
    }
    if (propagation == Propagation.FOREGROUND) {
      collect(object, Propagation.FOREGROUND);
    }
    if (!finalizers(object).isEmpty()) {
      mark(object);
      return;
    }
    store.remove(key);
    if (propagation == Propagation.ORPHAN) {
      release(object);
    } else {
      collect(object, Propagation.BACKGROUND);
    }
    afterRemoval(object);
  }

  /** Ends the object if it was only waiting for finalizers that are gone now. */
  void finishIfDue(KubeObject object) {
    if (object.isBeingDeleted()
        && finalizers(object).isEmpty()
        && !object.kind().equals("Namespace")) {
      store.remove(ObjectKey.of(object));
      collect(object, Propagation.BACKGROUND);
      afterRemoval(object);
    }
  }

  private void terminate(KubeObject namespace) {
    if (!namespace.isBeingDeleted()) {
      Map<String, @Nullable Object> copy = marked(namespace);
      Trees.child(copy, "status").put("phase", "Terminating");
      store.put(copy);
    }
    for (KubeObject object : contentOf(namespace.name())) {
      store
          .get(ObjectKey.of(object))
          .filter(present -> !present.isBeingDeleted())
          .ifPresent(present -> delete(present, Propagation.BACKGROUND));
    }
    removeNamespaceIfEmpty(namespace.name());
  }

  private void afterRemoval(KubeObject removed) {
    if (removed.kind().equals(SandboxApis.CRD)) {
      String group = removed.string("spec", "group").orElse("");
      String kind = removed.string("spec", "names", "kind").orElse("");
      store.all(group, kind).forEach(object -> delete(object, Propagation.BACKGROUND));
    }
    if (!removed.namespace().isEmpty()) {
      store
          .get(new ObjectKey("", "Namespace", "", removed.namespace()))
          .filter(KubeObject::isBeingDeleted)
          .ifPresent(namespace -> removeNamespaceIfEmpty(namespace.name()));
    }
  }

  private void removeNamespaceIfEmpty(String name) {
    if (contentOf(name).isEmpty()) {
      store.remove(new ObjectKey("", "Namespace", "", name));
    }
  }

  private List<KubeObject> contentOf(String namespace) {
    return store.everything().stream().filter(o -> o.namespace().equals(namespace)).toList();
  }

  /** Deletes the dependents that have no owner left. */
  private void collect(KubeObject owner, Propagation propagation) {
    for (KubeObject dependent : dependents(owner)) {
      boolean otherOwner =
          dependent.maps("metadata", "ownerReferences").stream()
              .anyMatch(reference -> !owner.uid().equals(reference.get("uid")));
      if (!otherOwner && !dependent.isBeingDeleted()) {
        delete(dependent, propagation);
      }
    }
  }

  private void release(KubeObject owner) {
    for (KubeObject dependent : dependents(owner)) {
      Map<String, @Nullable Object> copy = Trees.copy(dependent.content());
      Map<String, @Nullable Object> metadata = Trees.child(copy, "metadata");
      List<Map<String, @Nullable Object>> left =
          dependent.maps("metadata", "ownerReferences").stream()
              .filter(reference -> !owner.uid().equals(reference.get("uid")))
              .toList();
      metadata.put("ownerReferences", Trees.copyOf(left));
      store.put(copy);
    }
  }

  private List<KubeObject> dependents(KubeObject owner) {
    return store.everything().stream()
        .filter(
            object ->
                object.maps("metadata", "ownerReferences").stream()
                    .anyMatch(reference -> owner.uid().equals(reference.get("uid"))))
        .toList();
  }

  private void mark(KubeObject object) {
    if (!object.isBeingDeleted()) {
      store.put(marked(object));
    }
  }

  private Map<String, @Nullable Object> marked(KubeObject object) {
    Map<String, @Nullable Object> copy = Trees.copy(object.content());
    Map<String, @Nullable Object> metadata = Trees.child(copy, "metadata");
    metadata.put("deletionTimestamp", ObjectStore.timestamp(store.now()));
    metadata.put("deletionGracePeriodSeconds", 0L);
    return copy;
  }

  private static List<?> finalizers(KubeObject object) {
    return object.at("metadata", "finalizers").orElse(null) instanceof List<?> list
        ? list
        : List.of();
  }
}
