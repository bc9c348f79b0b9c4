package io.maglev.distro.kube;

/**
 * Which objects are meant.
 *
 * @param namespace empty: all namespaces, or a cluster-scoped kind
 * @param labelSelector in the API's own syntax, empty for none
 * @param fieldSelector in the API's own syntax, empty for none
 */
public record KubeQuery(
    String apiVersion, String kind, String namespace, String labelSelector, String fieldSelector) {

  /** All objects of a kind in a namespace. */
  public static KubeQuery of(String apiVersion, String kind, String namespace) {
    return new KubeQuery(apiVersion, kind, namespace, "", "");
  }

  public KubeQuery withLabels(String selector) {
    return new KubeQuery(apiVersion, kind, namespace, selector, fieldSelector);
  }

  public KubeQuery withFields(String selector) {
    return new KubeQuery(apiVersion, kind, namespace, labelSelector, selector);
  }
}
