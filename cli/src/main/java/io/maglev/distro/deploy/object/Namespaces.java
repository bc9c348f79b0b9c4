package io.maglev.distro.deploy.object;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.release.Fence;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The namespaces a run works in. Thread-safe. */
public final class Namespaces {
  private final KubeGateway kube;
  private final Fence fence;

  public Namespaces(KubeGateway kube, Fence fence) {
    this.kube = kube;
    this.fence = fence;
  }

  /** Creates those that are missing. */
  public void ensure(Collection<String> names) {
    new LinkedHashSet<>(names).forEach(this::ensure);
  }

  /** Creates the namespace, labelled as Helm labels it, if it is missing. */
  public void ensure(String name) {
    try {
      Optional<KubeObject> live = kube.get(new ResourceId("v1", "Namespace", "", name));
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
      fence.checkHeld();
      kube.create(new KubeObject(content));
    } catch (KubeException e) {
      // Several runs may need it at once: the first one makes it.
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
  public static void requireAlive(KubeObject namespace) {
    if (namespace.isBeingDeleted()) {
      throw DistroException.of(
          ErrorCode.CLUSTER_UNSUITABLE,
          "cannot use namespace '" + namespace.name() + "': it is being deleted",
          "wait until it is gone, then try again");
    }
  }
}
