package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads collections page by page. */
final class ListReader {
  static final String METADATA_ONLY =
      "application/json;as=PartialObjectMetadataList;g=meta.k8s.io;v=v1";
  private static final int PAGE = 500;

  private final ApiClient client;

  ListReader(ApiClient client) {
    this.client = client;
  }

  /**
   * A collection at one moment.
   *
   * @param resourceVersion the moment, where a watch may begin; empty if the kind is not served
   */
  record Listing(List<KubeObject> items, String resourceVersion) {}

  /** All the query means; nothing if the server does not serve the kind. */
  Listing read(ApiCatalog catalog, KubeQuery query, String accept) {
    Optional<ServedApi> api = catalog.find(query.apiVersion(), query.kind());
    if (api.isEmpty()) {
      return new Listing(List.of(), "");
    }
    try {
      return pages(api.get(), query, accept, PAGE);
    } catch (KubeException e) {
      if (e.status() != 410) {
        throw e;
      }
      // The pages outlived the server's memory of that moment: as client-go, ask for all at once.
      return pages(api.get(), query, accept, 0);
    }
  }

  private Listing pages(ServedApi api, KubeQuery query, String accept, int size) {
    List<KubeObject> items = new ArrayList<>();
    String next = "";
    String resourceVersion = "";
    do {
      Optional<KubeObject> page = client.find(request(api, query, size, next).accepting(accept));
      if (page.isEmpty()) {
        return new Listing(List.of(), "");
      }
      for (Map<String, @Nullable Object> item : page.get().maps("items")) {
        items.add(identified(api, item));
      }
      resourceVersion = page.get().resourceVersion();
      next = page.get().string("metadata", "continue").orElse("");
    } while (!next.isEmpty());
    return new Listing(items, resourceVersion);
  }

  private static ApiRequest request(ServedApi api, KubeQuery query, int size, String next) {
    Map<String, String> parameters = ApiPaths.selectors(query);
    parameters.put("limit", size == 0 ? "" : Integer.toString(size));
    parameters.put("continue", next);
    String path = ApiPaths.collection(api, query.namespace());
    return ApiRequest.get("list " + api.plural(), ApiPaths.query(path, parameters));
  }

  /** Elements of a list of a built-in kind do not say what they are, single objects do. */
  private static KubeObject identified(ServedApi api, Map<String, @Nullable Object> item) {
    Map<String, @Nullable Object> full = new LinkedHashMap<>();
    full.put("apiVersion", api.apiVersion());
    full.put("kind", api.kind());
    for (Map.Entry<String, @Nullable Object> entry : item.entrySet()) {
      if (!entry.getKey().equals("apiVersion") && !entry.getKey().equals("kind")) {
        full.put(entry.getKey(), entry.getValue());
      }
    }
    return new KubeObject(full);
  }
}
