package io.maglev.distro.bundle;

import io.maglev.distro.model.Digest;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** A blob as an OCI document names it. */
public record Descriptor(
    String mediaType, Digest digest, long size, SortedMap<String, String> annotations) {

  /** Keeps a copy of the annotations. */
  public Descriptor {
    annotations = Collections.unmodifiableSortedMap(new TreeMap<>(annotations));
  }

  static Descriptor of(String mediaType, Blob blob, Map<String, String> annotations) {
    return new Descriptor(mediaType, blob.digest(), blob.size(), new TreeMap<>(annotations));
  }

  static Descriptor parse(CanonicalDocument json) {
    return new Descriptor(
        json.text("mediaType"),
        json.digest("digest"),
        json.number("size"),
        json.strings("annotations"));
  }

  Map<String, Object> toJson() {
    Map<String, Object> json = new TreeMap<>();
    json.put("mediaType", mediaType);
    json.put("digest", digest.toString());
    json.put("size", size);
    if (!annotations.isEmpty()) {
      json.put("annotations", annotations);
    }
    return json;
  }

  Descriptor with(String key, String value) {
    SortedMap<String, String> more = new TreeMap<>(annotations);
    more.put(key, value);
    return new Descriptor(mediaType, digest, size, more);
  }
}
