package io.maglev.distro.sandbox;

import io.maglev.distro.yaml.CanonicalJson;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which lists of the built-in kinds merge by key and which maps are one value, for server-side
 * apply. Goes by field names, which the built-in kinds use consistently; custom resources have no
 * schema here, so that their lists are one value.
 */
final class MergeSchema {
  private static final Map<String, List<String>> KEYS =
      Map.ofEntries(
          Map.entry("containers", List.of("name")),
          Map.entry("initContainers", List.of("name")),
          Map.entry("ephemeralContainers", List.of("name")),
          Map.entry("env", List.of("name")),
          Map.entry("volumes", List.of("name")),
          Map.entry("volumeMounts", List.of("mountPath")),
          Map.entry("volumeDevices", List.of("devicePath")),
          Map.entry("imagePullSecrets", List.of("name")),
          Map.entry("secrets", List.of("name")),
          Map.entry("hostAliases", List.of("ip")),
          Map.entry("topologySpreadConstraints", List.of("topologyKey", "whenUnsatisfiable")),
          Map.entry("webhooks", List.of("name")),
          Map.entry("conditions", List.of("type")),
          Map.entry("ownerReferences", List.of("uid")));
  private static final List<String> CONTAINER_PORT = List.of("containerPort", "protocol");
  private static final List<String> SERVICE_PORT = List.of("port", "protocol");
  private static final Set<String> ATOMIC_MAPS =
      Set.of(
          "selector",
          "labelSelector",
          "nodeSelector",
          "namespaceSelector",
          "podSelector",
          "secretKeyRef",
          "configMapKeyRef",
          "fieldRef",
          "resourceFieldRef",
          "secretRef");

  private final boolean builtIn;
  private final boolean service;

  private MergeSchema(boolean builtIn, boolean service) {
    this.builtIn = builtIn;
    this.service = service;
  }

  static MergeSchema of(boolean builtIn, String kind) {
    return new MergeSchema(builtIn, kind.equals("Service"));
  }

  /** The keys of the list under the field, empty if the list is one value. */
  List<String> keys(String field, List<?> list) {
    boolean maps = !list.isEmpty() && list.stream().allMatch(Map.class::isInstance);
    if (!maps || !(builtIn || field.equals("ownerReferences"))) {
      return List.of();
    }
    List<String> keys = KEYS.getOrDefault(field, List.of());
    if (field.equals("ports")) {
      keys = service ? SERVICE_PORT : CONTAINER_PORT;
    }
    String first = keys.isEmpty() ? "" : keys.get(0);
    return list.stream().allMatch(item -> ((Map<?, ?>) item).containsKey(first)) ? keys : List.of();
  }

  /** True for a list of unlike strings, of which each is a value of its own. */
  boolean isSet(String field) {
    return field.equals("finalizers");
  }

  boolean isAtomicMap(String field) {
    return builtIn && ATOMIC_MAPS.contains(field);
  }

  /** How fieldsV1 names an element: {@code k:{"name":"app"}}. */
  static String step(Map<?, ?> item, List<String> keys) {
    Map<String, @Nullable Object> values = new TreeMap<>();
    for (String key : keys) {
      Object value = item.get(key);
      values.put(key, value == null && key.equals("protocol") ? "TCP" : value);
    }
    return "k:" + json(values);
  }

  /** How fieldsV1 names an element of a set: {@code v:"x"}. */
  static String step(@Nullable Object value) {
    return "v:" + json(value);
  }

  private static String json(@Nullable Object value) {
    return new String(CanonicalJson.write(value), StandardCharsets.UTF_8);
  }
}
