package io.maglev.distro.sandbox;

import io.maglev.distro.kube.BuiltInApis;
import io.maglev.distro.kube.ServedApi;
import io.maglev.distro.kube.ServedApis;
import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The kinds a sandbox serves: the built-in ones and those of its CRDs. */
final class SandboxApis {
  static final String CRD = "CustomResourceDefinition";
  private static final Set<String> WITHOUT_GENERATION =
      Set.of(
          "ConfigMap",
          "Secret",
          "Service",
          "ServiceAccount",
          "Namespace",
          "Node",
          "Role",
          "RoleBinding",
          "ClusterRole",
          "ClusterRoleBinding",
          "Event",
          "Endpoints",
          "EndpointSlice",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "StorageClass",
          "Lease",
          "PriorityClass",
          "LimitRange",
          "ResourceQuota",
          "HorizontalPodAutoscaler");
  private static final Set<String> WITH_STATUS =
      Set.of(
          "Namespace",
          "Node",
          "PersistentVolume",
          "PersistentVolumeClaim",
          "Pod",
          "ReplicationController",
          "ResourceQuota",
          "Service",
          "DaemonSet",
          "Deployment",
          "ReplicaSet",
          "StatefulSet",
          "CronJob",
          "Job",
          "HorizontalPodAutoscaler",
          "PodDisruptionBudget",
          "Ingress",
          CRD,
          "APIService");

  private final List<ServedApi> custom = new ArrayList<>();
  private final List<ServedApi> customWithStatus = new ArrayList<>();
  private ServedApis all = new ServedApis(BuiltInApis.all());

  ServedApis all() {
    return all;
  }

  Optional<ServedApi> find(String apiVersion, String kind) {
    return all.find(apiVersion, kind);
  }

  static boolean isBuiltIn(String apiVersion, String kind) {
    return BuiltInApis.find(apiVersion, kind).isPresent();
  }

  static boolean hasGeneration(String kind) {
    return !WITHOUT_GENERATION.contains(kind);
  }

  /** True if writes to the object leave its status alone. */
  boolean hasStatusSubresource(String apiVersion, String kind) {
    return isBuiltIn(apiVersion, kind)
        ? WITH_STATUS.contains(kind)
        : customWithStatus.stream()
            .anyMatch(api -> api.apiVersion().equals(apiVersion) && api.kind().equals(kind));
  }

  /** Serves what these CRDs define, and no other custom kinds. */
  void serve(List<KubeObject> definitions) {
    custom.clear();
    customWithStatus.clear();
    definitions.forEach(this::add);
    List<ServedApi> served = new ArrayList<>(BuiltInApis.all());
    served.addAll(custom);
    all = new ServedApis(served);
  }

  private void add(KubeObject definition) {
    Set<String> verbs = BuiltInApis.all().get(0).verbs();
    String group = definition.string("spec", "group").orElse("");
    String kind = definition.string("spec", "names", "kind").orElse("");
    String plural = definition.string("spec", "names", "plural").orElse("");
    boolean namespaced =
        definition.string("spec", "scope").filter("Namespaced"::equals).isPresent();
    for (Map<String, @Nullable Object> map : definition.maps("spec", "versions")) {
      KubeObject version = new KubeObject(map);
      if (version.at("served").filter(Boolean.TRUE::equals).isPresent()) {
        String apiVersion = group + "/" + version.string("name").orElse("");
        ServedApi api = new ServedApi(apiVersion, kind, plural, namespaced, verbs);
        custom.add(api);
        if (version.at("subresources", "status").isPresent()) {
          customWithStatus.add(api);
        }
      }
    }
  }
}
