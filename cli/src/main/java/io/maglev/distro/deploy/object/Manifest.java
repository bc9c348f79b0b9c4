package io.maglev.distro.deploy.object;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.ServedApi;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns the text of a release's manifest into objects that can be sent to a cluster. */
public final class Manifest {
  private static final String LIST = "List";

  private Manifest() {}

  /**
   * The objects in the manifest's order, {@code List} kinds taken apart. Objects of namespaced
   * kinds that name no namespace get {@code namespace}, as Helm's resource builder does.
   *
   * @throws DistroException if the cluster does not serve a kind, naming it
   */
  public static List<KubeObject> objects(String manifest, String namespace, KubeGateway kube) {
    List<KubeObject> objects = new ArrayList<>();
    for (Map<String, @Nullable Object> document : YamlReader.readObjects(manifest, "manifest")) {
      for (KubeObject object : elements(new KubeObject(document))) {
        objects.add(placed(object, namespace, kube));
      }
    }
    return objects;
  }

  /**
   * As {@link #objects} for a manifest that was once applied: kinds the cluster no longer serves
   * are left out, since their objects went with their kind.
   */
  public static List<KubeObject> knownObjects(String manifest, String namespace, KubeGateway kube) {
    List<KubeObject> objects = new ArrayList<>();
    for (Map<String, @Nullable Object> document : YamlReader.readObjects(manifest, "manifest")) {
      for (KubeObject object : elements(new KubeObject(document))) {
        if (kube.apis().find(object.apiVersion(), object.kind()).isPresent()) {
          objects.add(placed(object, namespace, kube));
        }
      }
    }
    return objects;
  }

  /** The objects as they are written, {@code List} kinds taken apart, whether served or not. */
  public static List<KubeObject> parse(String manifest) {
    List<KubeObject> objects = new ArrayList<>();
    for (Map<String, @Nullable Object> document : YamlReader.readObjects(manifest, "manifest")) {
      objects.addAll(elements(new KubeObject(document)));
    }
    return objects;
  }

  private static List<KubeObject> elements(KubeObject object) {
    if (!object.kind().endsWith(LIST) || object.at("items").isEmpty()) {
      return List.of(object);
    }
    return object.maps("items").stream().map(KubeObject::new).toList();
  }

  /**
   * As {@link #objects} for the text of a hook, which may leave its name to the server.
   *
   * @throws DistroException also if an annotation or label is no text, as Helm does when it builds
   *     the object
   */
  public static List<KubeObject> ofHook(String manifest, String namespace, KubeGateway kube) {
    List<KubeObject> objects = new ArrayList<>();
    for (KubeObject object : parse(manifest)) {
      requireTexts(object, "annotations");
      requireTexts(object, "labels");
      boolean named = object.string("metadata", "generateName").isEmpty();
      objects.add(named ? placed(object, namespace, kube) : inPlace(object, namespace, kube));
    }
    return objects;
  }

  private static void requireTexts(KubeObject object, String field) {
    if (object.at("metadata", field).orElse(Map.of()) instanceof Map<?, ?> map) {
      map.forEach(
          (key, value) -> {
            if (value != null && !(value instanceof String)) {
              throw DistroException.of(
                  ErrorCode.RENDER_FAILED,
                  "cannot use %s: metadata.%s.%s is no text".formatted(object.id(), field, key),
                  "quote it in the chart");
            }
          });
    }
  }

  private static KubeObject placed(KubeObject object, String namespace, KubeGateway kube) {
    if (object.name().isEmpty()) {
      throw DistroException.of(
          ErrorCode.RENDER_FAILED,
          "cannot use a rendered object of kind '" + object.kind() + "': it has no metadata.name");
    }
    return inPlace(object, namespace, kube);
  }

  private static KubeObject inPlace(KubeObject object, String namespace, KubeGateway kube) {
    ServedApi api =
        kube.apis()
            .find(object.apiVersion(), object.kind())
            .orElseThrow(() -> unknownKind(object.id()));
    if (!api.namespaced()) {
      // Charts sometimes give cluster-scoped objects one; the server ignores it, ids must too.
      return object.namespace().isEmpty() ? object : object.withoutNamespace();
    }
    return object.namespace().isEmpty() ? object.inNamespace(namespace) : object;
  }

  /** Helm's words, so that searches find them. */
  private static DistroException unknownKind(ResourceId id) {
    return DistroException.of(
        ErrorCode.CLUSTER_UNSUITABLE,
        "cannot apply "
            + id
            + ": resource mapping not found: no matches for kind \""
            + id.kind()
            + "\" in version \""
            + id.apiVersion()
            + "\"",
        "install the CRD first, or check the cluster's version");
  }
}
