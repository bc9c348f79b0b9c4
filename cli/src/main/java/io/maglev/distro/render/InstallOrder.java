package io.maglev.distro.render;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order in which Helm 3.22 installs kinds; unknown kinds come last, by name. */
final class InstallOrder {
  private static final List<String> KINDS =
      List.of(
          "PriorityClass",
          "Namespace",
          "NetworkPolicy",
          "ResourceQuota",
          "LimitRange",
          "PodSecurityPolicy",
          "PodDisruptionBudget",
          "ServiceAccount",
          "Secret",
          "SecretList",
          "ConfigMap",
          "StorageClass",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "CustomResourceDefinition",
          "ClusterRole",
          "ClusterRoleList",
          "ClusterRoleBinding",
          "ClusterRoleBindingList",
          "Role",
          "RoleList",
          "RoleBinding",
          "RoleBindingList",
          "Service",
          "DaemonSet",
          "Pod",
          "ReplicationController",
          "ReplicaSet",
          "Deployment",
          "HorizontalPodAutoscaler",
          "StatefulSet",
          "Job",
          "CronJob",
          "IngressClass",
          "Ingress",
          "APIService");

  private static final Map<String, Integer> RANKS = new HashMap<>();

  static {
    KINDS.forEach(kind -> RANKS.put(kind, RANKS.size()));
  }

  /** Compares kinds. */
  static final Comparator<String> BY_KIND = InstallOrder::compare;

  private InstallOrder() {}

  private static int compare(String left, String right) {
    int leftRank = RANKS.getOrDefault(left, KINDS.size());
    int rightRank = RANKS.getOrDefault(right, KINDS.size());
    return leftRank == KINDS.size() && rightRank == KINDS.size()
        ? left.compareTo(right)
        : Integer.compare(leftRank, rightRank);
  }
}
