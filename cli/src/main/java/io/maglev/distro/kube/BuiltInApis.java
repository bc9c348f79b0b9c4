package io.maglev.distro.kube;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * The kinds that every supported server (1.28 and newer) serves. Knowing them spares the discovery
 * calls to commands that only read releases, and gives the in-memory cluster its kinds.
 */
public final class BuiltInApis {
  private static final Set<String> VERBS =
      Set.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  private static final List<ServedApi> ALL = new ArrayList<>();

  static {
    cluster("v1", "Namespace Node PersistentVolume");
    namespaced(
        "v1",
        "ConfigMap Endpoints Event LimitRange PersistentVolumeClaim Pod PodTemplate"
            + " ReplicationController ResourceQuota Secret Service ServiceAccount");
    namespaced("apps/v1", "ControllerRevision DaemonSet Deployment ReplicaSet StatefulSet");
    namespaced("batch/v1", "CronJob Job");
    namespaced("autoscaling/v1", "HorizontalPodAutoscaler");
    namespaced("autoscaling/v2", "HorizontalPodAutoscaler");
    namespaced("policy/v1", "PodDisruptionBudget");
    namespaced("coordination.k8s.io/v1", "Lease");
    namespaced("discovery.k8s.io/v1", "EndpointSlice");
    namespaced("events.k8s.io/v1", "Event");
    namespaced("networking.k8s.io/v1", "Ingress NetworkPolicy");
    cluster("networking.k8s.io/v1", "IngressClass");
    namespaced("rbac.authorization.k8s.io/v1", "Role RoleBinding");
    cluster("rbac.authorization.k8s.io/v1", "ClusterRole ClusterRoleBinding");
    cluster("scheduling.k8s.io/v1", "PriorityClass");
    cluster("storage.k8s.io/v1", "CSIDriver CSINode StorageClass VolumeAttachment");
    cluster("apiextensions.k8s.io/v1", "CustomResourceDefinition");
    cluster("apiregistration.k8s.io/v1", "APIService");
    cluster(
        "admissionregistration.k8s.io/v1",
        "MutatingWebhookConfiguration ValidatingWebhookConfiguration");
  }

  private static final ServedApis INDEX = new ServedApis(ALL);

  private BuiltInApis() {}

  /** The kind, empty if it is none of these. */
  public static Optional<ServedApi> find(String apiVersion, String kind) {
    return INDEX.find(apiVersion, kind);
  }

  /** All of them. */
  public static List<ServedApi> all() {
    return List.copyOf(ALL);
  }

  private static void namespaced(String apiVersion, String kinds) {
    add(apiVersion, kinds, true);
  }

  private static void cluster(String apiVersion, String kinds) {
    add(apiVersion, kinds, false);
  }

  private static void add(String apiVersion, String kinds, boolean namespaced) {
    for (String kind : kinds.split(" ")) {
      ALL.add(new ServedApi(apiVersion, kind, plural(kind), namespaced, VERBS));
    }
  }

  private static String plural(String kind) {
    String lower = kind.toLowerCase(Locale.ROOT);
    if (lower.equals("endpoints")) {
      return lower;
    }
    if (lower.endsWith("s")) {
      return lower + "es";
    }
    return lower.endsWith("cy") ? lower.substring(0, lower.length() - 1) + "ies" : lower + "s";
  }
}
