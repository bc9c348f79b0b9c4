package io.maglev.distro.action;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.render.Lookup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The template function {@code lookup} on a live cluster, with the texts of Helm's {@code
 * pkg/engine/lookup_func.go}: nothing is found of a kind that its version does not know, but a
 * version that the server does not serve is an error. Thread-safe.
 */
final class ClusterLookup implements Lookup {
  private final KubeGateway kube;

  ClusterLookup(KubeGateway kube) {
    this.kube = kube;
  }

  @Override
  public Map<String, @Nullable Object> find(Query query) {
    try {
      requireServed(query);
      return query.name().isEmpty() ? list(query) : single(query);
    } catch (KubeException e) {
      throw inHelmsWords(e);
    }
  }

  private void requireServed(Query query) {
    String apiVersion = query.apiVersion();
    boolean malformed = apiVersion.isEmpty() || apiVersion.split("/", -1).length > 2;
    if (malformed) {
      throw notServed("/", query.kind(), "groupVersion shouldn't be empty");
    }
    if (!isServed(apiVersion)) {
      kube.refreshApis(); // somebody may have added it since
      if (!isServed(apiVersion)) {
        String shown = apiVersion.contains("/") ? apiVersion : "/" + apiVersion;
        throw notServed(shown, query.kind(), "the server could not find the requested resource");
      }
    }
  }

  private boolean isServed(String apiVersion) {
    return kube.apis().versionSet().contains(apiVersion);
  }

  private static IllegalStateException notServed(String version, String kind, String reason) {
    return new IllegalStateException(
        "unable to get apiresource from unstructured: "
            + version
            + ", Kind="
            + kind
            + ": "
            + reason);
  }

  private Map<String, @Nullable Object> single(Query query) {
    return kube.get(
            new ResourceId(query.apiVersion(), query.kind(), query.namespace(), query.name()))
        .map(KubeObject::content)
        .orElse(Map.of());
  }

  private Map<String, @Nullable Object> list(Query query) {
    Map<String, @Nullable Object> list = new LinkedHashMap<>();
    list.put("apiVersion", query.apiVersion());
    list.put("kind", query.kind() + "List");
    list.put("metadata", new LinkedHashMap<String, @Nullable Object>());
    list.put(
        "items",
        kube.list(KubeQuery.of(query.apiVersion(), query.kind(), query.namespace())).stream()
            .map(KubeObject::content)
            .toList());
    return list;
  }

  /** The server's own words, without what was being done when it said them. */
  private static KubeException inHelmsWords(KubeException e) {
    String message = String.valueOf(e.getMessage());
    int end = message.indexOf(": ");
    String words = e.status() == 0 || end < 0 ? message : message.substring(end + 2);
    return new KubeException(e.code(), e.status(), e.reason(), words, e.hint(), e);
  }
}
