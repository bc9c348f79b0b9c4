package io.maglev.distro.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A Kubernetes object as plain data: maps, lists, strings, booleans and numbers ({@code Long} or
 * {@code Double}), null for null. The tool knows no typed models, so custom resources are like any
 * other. The content is the caller's: it must not be changed after it was handed over.
 */
public record KubeObject(Map<String, @Nullable Object> content) {

  public String apiVersion() {
    return text("apiVersion");
  }

  public String kind() {
    return text("kind");
  }

  public String name() {
    return string("metadata", "name").orElse("");
  }

  /** Empty for cluster-scoped objects and where the manifest names none. */
  public String namespace() {
    return string("metadata", "namespace").orElse("");
  }

  public String uid() {
    return string("metadata", "uid").orElse("");
  }

  public String resourceVersion() {
    return string("metadata", "resourceVersion").orElse("");
  }

  public ResourceId id() {
    return new ResourceId(apiVersion(), kind(), namespace(), name());
  }

  public Map<String, String> labels() {
    return strings("metadata", "labels");
  }

  public Map<String, String> annotations() {
    return strings("metadata", "annotations");
  }

  /** True once somebody asked for its deletion; it may live on until its finalizers are done. */
  public boolean isBeingDeleted() {
    return string("metadata", "deletionTimestamp").isPresent();
  }

  /** The value under the path of map keys, empty where any step is missing or not a map. */
  public Optional<Object> at(String... path) {
    Object current = content;
    for (String key : path) {
      if (!(current instanceof Map<?, ?> map)) {
        return Optional.empty();
      }
      current = map.get(key);
    }
    return Optional.ofNullable(current);
  }

  /** As {@link #at}, if it is a string. */
  public Optional<String> string(String... path) {
    return at(path).filter(String.class::isInstance).map(String.class::cast);
  }

  /** As {@link #at}, if it is a whole number; Kubernetes counts fit a long. */
  public Optional<Long> number(String... path) {
    return at(path).filter(Number.class::isInstance).map(n -> ((Number) n).longValue());
  }

  /** The list of maps under the path; empty where there is none, other elements are left out. */
  @SuppressWarnings("unchecked") // a YAML or JSON map has string keys only
  public List<Map<String, @Nullable Object>> maps(String... path) {
    List<Map<String, @Nullable Object>> maps = new ArrayList<>();
    if (at(path).orElse(null) instanceof List<?> list) {
      for (Object element : list) {
        if (element instanceof Map<?, ?> map) {
          maps.add((Map<String, @Nullable Object>) map);
        }
      }
    }
    return maps;
  }

  /**
   * A copy with {@code metadata.<section>.<key>} set for every entry; the sections are label-like.
   */
  public KubeObject withMetadata(String section, Map<String, String> entries) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(content);
    Map<String, @Nullable Object> metadata = childCopy(copy, "metadata");
    Map<String, @Nullable Object> target = childCopy(metadata, section);
    target.putAll(entries);
    return new KubeObject(copy);
  }

  /** A copy in the given namespace. */
  public KubeObject inNamespace(String namespace) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(content);
    childCopy(copy, "metadata").put("namespace", namespace);
    return new KubeObject(copy);
  }

  /** A copy that names no namespace. */
  public KubeObject withoutNamespace() {
    return withoutMetadata(Set.of("namespace"));
  }

  /** A copy without these fields of its metadata. */
  public KubeObject withoutMetadata(Set<String> fields) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(content);
    childCopy(copy, "metadata").keySet().removeAll(fields);
    return new KubeObject(copy);
  }

  @SuppressWarnings("unchecked") // a YAML or JSON map has string keys only
  private static Map<String, @Nullable Object> childCopy(
      Map<String, @Nullable Object> parent, String key) {
    Map<String, @Nullable Object> child = new LinkedHashMap<>();
    if (parent.get(key) instanceof Map<?, ?> map) {
      child.putAll((Map<String, @Nullable Object>) map);
    }
    parent.put(key, child);
    return child;
  }

  private String text(String key) {
    return content.get(key) instanceof String value ? value : "";
  }

  private Map<String, String> strings(String... path) {
    if (!(at(path).orElse(null) instanceof Map<?, ?> map)) {
      return Map.of();
    }
    Map<String, String> strings = new LinkedHashMap<>();
    map.forEach((key, value) -> strings.put(String.valueOf(key), String.valueOf(value)));
    return Collections.unmodifiableMap(strings);
  }
}
