package io.maglev.distro.kube;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** The paths of the API, each segment and parameter encoded. */
final class ApiPaths {
  private ApiPaths() {}

  /** {@code /api/v1} or {@code /apis/apps/v1}. */
  static String version(String apiVersion) {
    int slash = apiVersion.indexOf('/');
    return slash < 0
        ? "/api/" + segment(apiVersion)
        : "/apis/"
            + segment(apiVersion.substring(0, slash))
            + "/"
            + segment(apiVersion.substring(slash + 1));
  }

  /**
   * @param namespace empty: all namespaces, or a cluster-scoped kind
   */
  static String collection(ServedApi api, String namespace) {
    String scope =
        api.namespaced() && !namespace.isEmpty() ? "/namespaces/" + segment(namespace) : "";
    return version(api.apiVersion()) + scope + "/" + segment(api.plural());
  }

  static String object(ServedApi api, String namespace, String name) {
    return collection(api, namespace) + "/" + segment(name);
  }

  /** The path with the parameters that are not empty. */
  static String query(String path, Map<String, String> parameters) {
    StringBuilder text = new StringBuilder(path);
    char separator = '?';
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      if (!parameter.getValue().isEmpty()) {
        text.append(separator).append(parameter.getKey()).append('=');
        text.append(segment(parameter.getValue()));
        separator = '&';
      }
    }
    return text.toString();
  }

  /** The selectors of a query as parameters; the map may be added to. */
  static Map<String, String> selectors(KubeQuery query) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("labelSelector", query.labelSelector());
    parameters.put("fieldSelector", query.fieldSelector());
    return parameters;
  }

  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
