package io.maglev.distro.deploy.object;

import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Brings a release's objects into the cluster and takes away what it no longer has. Thread-safe.
 */
public final class ObjectApplier {
  private static final String RESOURCE_POLICY = "helm.sh/resource-policy";

  private final RunContext context;

  public ObjectApplier(RunContext context) {
    this.context = context;
  }

  /**
   * Makes sure that what exists already of the objects is the release's own.
   *
   * @return those that exist, as they are now
   * @throws DistroException with Helm's text if one is somebody else's
   */
  public List<KubeObject> requireOwn(List<KubeObject> objects, Ownership ownership) {
    List<KubeObject> existing = new ArrayList<>();
    for (KubeObject object : objects) {
      Optional<KubeObject> live = context.kube().get(object.id());
      live.ifPresent(ownership::check);
      live.ifPresent(existing::add);
    }
    return existing;
  }

  /**
   * Applies the objects in their order, as the release's own; see {@link #requireOwn}.
   *
   * @return the objects as the server has them now
   * @throws DistroException if the server refuses one; those before it were applied
   */
  public List<KubeObject> apply(List<KubeObject> objects, Ownership ownership) {
    List<KubeObject> applied = new ArrayList<>(objects.size());
    for (KubeObject object : objects) {
      applied.add(applyOne(ownership.release(), ownership.marked(object), false));
    }
    return applied;
  }

  private KubeObject applyOne(String task, KubeObject object, boolean cleared) {
    try {
      return new ClientSideFields(context).apply(object);
    } catch (KubeException e) {
      if (!cleared && Recreation.isMeant(object, e)) {
        new Recreation(context).clear(task, object, e);
        return applyOne(task, object, true);
      }
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
   * Deletes what the old objects had and the new ones have not, as far as it is still the release's
   * own, other than what says {@code helm.sh/resource-policy: keep} where it lives (Helm reads it
   * there, not in the manifest). As in Helm, what cannot be deleted stops nothing; unlike Helm's,
   * this never deletes data.
   *
   * @return what was deleted
   */
  public List<ResourceId> prune(List<KubeObject> old, List<KubeObject> now, Ownership ownership) {
    Set<String> settled =
        now.stream().map(ObjectApplier::identity).collect(Collectors.toCollection(HashSet::new));
    List<ResourceId> deleted = new ArrayList<>();
    for (KubeObject object : old) {
      try {
        if (settled.add(identity(object)) && pruneOne(object.id(), ownership)) {
          deleted.add(object.id());
        }
      } catch (KubeException e) {
        String message = "cannot delete " + object.id() + ", which is no longer part of it: ";
        context.listener().onEvent(new Warning(ownership.release(), message + e.getMessage()));
      }
    }
    return deleted;
  }

  private boolean pruneOne(ResourceId id, Ownership ownership) {
    DataGuard guard = new DataGuard(context, false);
    Optional<KubeObject> live =
        context
            .kube()
            .get(id)
            .filter(ownership::isOurs)
            .filter(found -> !isKept(found))
            .filter(found -> guard.mayGo(ownership.release(), found));
    live.ifPresent(guard::claimsToDelete);
    return live.isPresent() && delete(live.get());
  }

  /** Deletes the object unless it is kept; false if it stays or was not there. */
  public boolean deleteUnlessKept(KubeObject object) {
    Optional<KubeObject> live = context.kube().get(object.id());
    return live.isPresent() && !isKept(live.get()) && !isKept(object) && delete(live.get());
  }

  /** Deletes exactly this object: not another that has taken its name meanwhile. */
  public boolean delete(KubeObject live) {
    DeleteOptions options =
        new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, Optional.of(live.uid()));
    return context.writable().delete(live.id(), options);
  }

  /** Spelled as leniently as Helm's uninstall reads it. */
  public static boolean isKept(KubeObject object) {
    String policy = object.annotations().getOrDefault(RESOURCE_POLICY, "");
    return policy.strip().toLowerCase(Locale.ROOT).equals("keep");
  }

  /** Without the version: an object is the same one under another apiVersion of its group. */
  private static String identity(KubeObject object) {
    return object.id().groupKind() + "/" + object.namespace() + "/" + object.name();
  }
}
