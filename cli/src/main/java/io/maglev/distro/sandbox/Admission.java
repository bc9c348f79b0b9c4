package io.maglev.distro.sandbox;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The defaults and refusals of the built-in kinds that a deployment meets. */
final class Admission {
  /** Metadata that a client does not decide. */
  static final Set<String> SERVER_METADATA =
      Set.of(
          "uid",
          "resourceVersion",
          "generation",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "selfLink",
          "managedFields");

  private static final Set<String> TEMPLATED =
      Set.of("Deployment", "StatefulSet", "DaemonSet", "ReplicaSet");
  private static final Set<String> STATEFUL_SET_MUTABLE =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");
  private static final Pattern NAME =
      Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*");

  private final ObjectStore store;

  Admission(ObjectStore store) {
    this.store = store;
  }

  /**
   * Fills in what the server would, before the object is stored.
   *
   * @param object changed in place
   * @param before empty for a new object
   * @throws KubeException if the object is not valid
   */
  void admit(String action, Map<String, @Nullable Object> object, KubeObject before) {
    KubeObject now = new KubeObject(object);
    checkName(action, now);
    switch (now.kind()) {
      case "Secret" -> secret(object);
      case "Service" -> service(object);
      case "Namespace" -> Trees.child(object, "status").putIfAbsent("phase", "Active");
      case "Deployment", "StatefulSet", "ReplicaSet" ->
          Trees.child(object, "spec").putIfAbsent("replicas", 1L);
      case "Job" -> job(object);
      default -> {
        // stored as it came
      }
    }
    List<String> errors =
        SandboxApis.isBuiltIn(now.apiVersion(), now.kind())
            ? Validation.errors(new KubeObject(object))
            : List.of();
    if (!errors.isEmpty()) {
      throw Refusals.invalid(action, now.id(), errors);
    }
    if (!before.content().isEmpty()) {
      checkImmutable(action, before, new KubeObject(object));
    }
  }

  private static void checkName(String action, KubeObject object) {
    if (object.name().isEmpty()) {
      throw Refusals.invalid(
          action, object.id(), "metadata.name: Required value: name or generateName is required");
    }
    boolean free = object.apiVersion().startsWith("rbac.authorization.k8s.io/");
    if (!free && !NAME.matcher(object.name()).matches()) {
      throw Refusals.invalid(
          action,
          object.id(),
          "metadata.name: Invalid value: \""
              + object.name()
              + "\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric"
              + " characters, '-' or '.', and must start and end with an alphanumeric character");
    }
  }

  private static void secret(Map<String, @Nullable Object> secret) {
    secret.putIfAbsent("type", "Opaque");
    decodeTexts(secret);
  }

  /** Moves {@code stringData} into {@code data}. */
  static void decodeTexts(Map<String, @Nullable Object> secret) {
    if (secret.remove("stringData") instanceof Map<?, ?> texts) {
      Map<String, @Nullable Object> data = Trees.child(secret, "data");
      texts.forEach(
          (key, text) -> {
            byte[] bytes = String.valueOf(text).getBytes(StandardCharsets.UTF_8);
            data.put(String.valueOf(key), Base64.getEncoder().encodeToString(bytes));
          });
    }
  }

  private void service(Map<String, @Nullable Object> service) {
    Map<String, @Nullable Object> spec = Trees.child(service, "spec");
    spec.putIfAbsent("type", "ClusterIP");
    if (!spec.get("type").equals("ExternalName") && !spec.containsKey("clusterIP")) {
      long addresses = store.count("serviceAddresses");
      String address = "10.96." + (addresses / 250 + 1) + "." + (addresses % 250 + 1);
      spec.put("clusterIP", address);
      spec.put("clusterIPs", new ArrayList<Object>(List.of(address)));
    }
  }

  private static void job(Map<String, @Nullable Object> job) {
    Map<String, @Nullable Object> spec = Trees.child(job, "spec");
    spec.putIfAbsent("completions", 1L);
    spec.putIfAbsent("parallelism", 1L);
    spec.putIfAbsent("backoffLimit", 6L);
  }

  private static void checkImmutable(String action, KubeObject before, KubeObject now) {
    ResourceId id = now.id();
    if (TEMPLATED.contains(now.kind()) && differs(before, now, "spec", "selector")) {
      throw immutable(action, id, "spec.selector");
    }
    if (now.kind().equals("Job") && differs(before, now, "spec", "template")) {
      throw immutable(action, id, "spec.template");
    }
    if (now.kind().equals("Secret") && differs(before, now, "type")) {
      throw immutable(action, id, "type");
    }
    if (before.at("immutable").filter(Boolean.TRUE::equals).isPresent()
        && differs(before, now, "data")) {
      throw Refusals.invalid(
          action, id, "data: Forbidden: field is immutable when `immutable` is set");
    }
    if (now.kind().equals("StatefulSet") && !fixedPart(before).equals(fixedPart(now))) {
      throw Refusals.invalid(
          action,
          id,
          "spec: Forbidden: updates to statefulset spec for fields other than 'replicas',"
              + " 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit',"
              + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden");
    }
  }

  private static Map<String, @Nullable Object> fixedPart(KubeObject statefulSet) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>(Trees.map(statefulSet, "spec"));
    spec.keySet().removeAll(STATEFUL_SET_MUTABLE);
    return spec;
  }

  private static boolean differs(KubeObject before, KubeObject now, String... path) {
    return !Objects.equals(before.at(path), now.at(path));
  }

  private static KubeException immutable(String action, ResourceId id, String field) {
    return Refusals.invalid(action, id, field + ": Invalid value: field is immutable");
  }
}
