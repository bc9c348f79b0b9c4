package io.maglev.distro.deploy.wait;

import io.maglev.distro.model.KubeObject;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which Pods are a workload's, told by their owners: labels may be those of others too. */
public final class Workloads {
  private static final String DEPLOYMENT = "Deployment.apps";

  private Workloads() {}

  /** Whether the object makes Pods from a template. */
  public static boolean hasPods(KubeObject object) {
    return object.at("spec", "template", "spec").isPresent();
  }

  /**
   * Whether the Pod is the workload's own. A Deployment's belongs to a ReplicaSet, which may be
   * gone already but is named after it.
   */
  public static boolean owns(KubeObject workload, KubeObject pod) {
    return pod.maps("metadata", "ownerReferences").stream()
        .anyMatch(owner -> isOwner(owner, workload));
  }

  private static boolean isOwner(Map<String, @Nullable Object> owner, KubeObject workload) {
    if (workload.uid().equals(owner.get("uid"))) {
      return true;
    }
    String name = String.valueOf(owner.get("name"));
    String prefix = workload.name() + "-";
    return workload.id().groupKind().equals(DEPLOYMENT)
        && "ReplicaSet".equals(owner.get("kind"))
        && name.startsWith(prefix)
        && name.indexOf('-', prefix.length()) < 0;
  }
}
