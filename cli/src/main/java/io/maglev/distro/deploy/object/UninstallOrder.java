package io.maglev.distro.deploy.object;

import io.maglev.distro.model.KubeObject;
import java.util.Comparator;
import java.util.List;

/**
 * In which order kinds are deleted: {@code UninstallOrder} of Helm 3.22's {@code
 * pkg/releaseutil/kind_sorter.go}, which is not the reverse of its install order. Unknown kinds go
 * last, by name.
 */
public final class UninstallOrder {
  private static final List<String> KINDS =
      List.of(
          "APIService",
          "Ingress",
          "IngressClass",
          "Service",
          "CronJob",
          "Job",
          "StatefulSet",
          "HorizontalPodAutoscaler",
          "Deployment",
          "ReplicaSet",
          "ReplicationController",
          "Pod",
          "DaemonSet",
          "RoleBindingList",
          "RoleBinding",
          "RoleList",
          "Role",
          "ClusterRoleBindingList",
          "ClusterRoleBinding",
          "ClusterRoleList",
          "ClusterRole",
          "CustomResourceDefinition",
          "PersistentVolumeClaim",
          "PersistentVolume",
          "StorageClass",
          "ConfigMap",
          "SecretList",
          "Secret",
          "ServiceAccount",
          "PodDisruptionBudget",
          "PodSecurityPolicy",
          "LimitRange",
          "ResourceQuota",
          "NetworkPolicy",
          "Namespace",
          "PriorityClass");

  /** Compares by kind only; a stable sort keeps the manifest's order within a kind. */
  public static final Comparator<KubeObject> BY_KIND =
      Comparator.<KubeObject>comparingInt(object -> position(object.kind()))
          .thenComparing(object -> position(object.kind()) == KINDS.size() ? object.kind() : "");

  private UninstallOrder() {}

  private static int position(String kind) {
    int position = KINDS.indexOf(kind);
    return position < 0 ? KINDS.size() : position;
  }
}
