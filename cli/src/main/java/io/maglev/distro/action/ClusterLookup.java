package io.maglev.distro.action;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.render.Lookup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The template function {@code lookup} on a live cluster. Thread-safe. */
final class ClusterLookup implements Lookup {
  private final KubeGateway kube;

  ClusterLookup(KubeGateway kube) {
    this.kube = kube;
  }

  @Override
  public Map<String, @Nullable Object> find(Query query) {
    if (query.name().isEmpty()) {
      return list(query);
    }
    return kube.get(
            new ResourceId(query.apiVersion(), query.kind(), query.namespace(), query.name()))
        .map(KubeObject::content)
        .orElse(Map.of());
  }

  private Map<String, @Nullable Object> list(Query query) {
    Map<String, @Nullable Object> list = new LinkedHashMap<>();
    list.put("apiVersion", query.apiVersion());
    list.put("kind", query.kind() + "List");
    list.put(
        "items",
        kube.list(KubeQuery.of(query.apiVersion(), query.kind(), query.namespace())).stream()
            .map(KubeObject::content)
            .toList());
    return list;
  }
}
