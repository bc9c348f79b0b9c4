package io.maglev.distro.deploy.health;

import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.ResourceId;
import java.util.Set;

/** What is asked of a cluster to see how objects fare. */
final class Queries {
  private static final String SECRET = "Secret";

  /** They are there or not: what they contain is of no interest, and may be large. */
  private static final Set<String> WITHOUT_STATUS =
      Set.of(
          SECRET,
          "ConfigMap",
          "ServiceAccount",
          "Role.rbac.authorization.k8s.io",
          "RoleBinding.rbac.authorization.k8s.io",
          "ClusterRole.rbac.authorization.k8s.io",
          "ClusterRoleBinding.rbac.authorization.k8s.io",
          "NetworkPolicy.networking.k8s.io",
          "IngressClass.networking.k8s.io",
          "PriorityClass.scheduling.k8s.io",
          "LimitRange");

  private Queries() {}

  /** All objects of the kind and namespace of this one. */
  static KubeQuery of(ResourceId id) {
    KubeQuery query = KubeQuery.of(id.apiVersion(), id.kind(), id.namespace());
    // The records of releases are Secrets too, large and many; no chart makes any.
    return id.groupKind().equals(SECRET) ? query.withFields("type!=helm.sh/release.v1") : query;
  }

  static KubeQuery pods(String namespace) {
    return KubeQuery.of("v1", "Pod", namespace);
  }

  static KubeQuery replicaSets(String namespace) {
    return KubeQuery.of("apps/v1", "ReplicaSet", namespace);
  }

  static KubeQuery jobs(String namespace) {
    return KubeQuery.of("batch/v1", "Job", namespace);
  }

  static KubeQuery warnings(String namespace) {
    return KubeQuery.of("v1", "Event", namespace).withFields("type=Warning");
  }

  static KubeQuery storageClasses() {
    return KubeQuery.of("storage.k8s.io/v1", "StorageClass", "");
  }

  /** Whether only the metadata of what it means is wanted. */
  static boolean wantsMetadataOnly(KubeQuery query) {
    return WITHOUT_STATUS.contains(
        new ResourceId(query.apiVersion(), query.kind(), "", "").groupKind());
  }
}
