package io.maglev.distro.release;

import io.maglev.distro.model.KubeObject;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Secrets that hold records: making them, taking their data out, replacing them safely. */
final class SecretRecord {
  /** What the server alone writes; a replace sends the rest back as it came. */
  private static final Set<String> SERVER_FIELDS =
      Set.of("managedFields", "creationTimestamp", "generation", "selfLink");

  private SecretRecord() {}

  static KubeObject of(Map<String, ?> metadata, String type, Map<String, byte[]> data) {
    Map<String, @Nullable Object> encoded = new LinkedHashMap<>();
    data.forEach((key, value) -> encoded.put(key, Base64.getEncoder().encodeToString(value)));
    Map<String, @Nullable Object> secret = new LinkedHashMap<>();
    secret.put("apiVersion", "v1");
    secret.put("kind", "Secret");
    secret.put("metadata", metadata);
    secret.put("type", type);
    secret.put("data", encoded);
    return new KubeObject(secret);
  }

  /** False for what a metadata list gives. */
  static boolean isWhole(KubeObject secret) {
    return secret.at("data").isPresent();
  }

  /**
   * The bytes under a data key.
   *
   * @throws RecordException if there are none
   */
  static byte[] data(KubeObject secret, String key) {
    String encoded =
        secret
            .string("data", key)
            .orElseThrow(
                () -> RecordException.unreadable("it has no data key '" + key + "'", null));
    try {
      return Base64.getDecoder().decode(encoded);
    } catch (IllegalArgumentException e) {
      throw RecordException.unreadable("data key '" + key + "' is no base64", e);
    }
  }

  /**
   * A Secret's metadata as last seen, resourceVersion included: the base of a compare-and-set.
   * Immutable.
   */
  record Seen(KubeObject metadataOnly) {

    /** Keeps the metadata alone: records are large. */
    static Seen of(KubeObject secret) {
      Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
      if (secret.content().get("metadata") instanceof Map<?, ?> map) {
        map.forEach((key, value) -> metadata.put(String.valueOf(key), value));
      }
      metadata.keySet().removeAll(SERVER_FIELDS);
      Map<String, @Nullable Object> content = new LinkedHashMap<>();
      content.put("metadata", metadata);
      return new Seen(new KubeObject(content));
    }

    Map<String, String> labels() {
      return metadataOnly.labels();
    }

    String resourceVersion() {
      return metadataOnly.resourceVersion();
    }

    /** The metadata with labels added, ready to be sent back. */
    Map<String, @Nullable Object> metadataWith(Map<String, String> labels) {
      KubeObject labelled = metadataOnly.withMetadata("labels", labels);
      Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
      labelled
          .at("metadata")
          .ifPresent(
              map ->
                  ((Map<?, ?>) map)
                      .forEach((key, value) -> metadata.put(String.valueOf(key), value)));
      return metadata;
    }
  }
}
