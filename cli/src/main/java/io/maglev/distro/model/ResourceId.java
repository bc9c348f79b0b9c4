package io.maglev.distro.model;

/**
 * Which object of a cluster is meant. Two ids that differ in apiVersion only may still name the
 * same object: compare {@link #groupKind()} where that matters.
 *
 * @param namespace empty for cluster-scoped objects
 */
public record ResourceId(String apiVersion, String kind, String namespace, String name) {

  /** The API group, empty for the core group. */
  public String group() {
    int slash = apiVersion.indexOf('/');
    return slash < 0 ? "" : apiVersion.substring(0, slash);
  }

  /** {@code Deployment.apps}, or {@code Pod} in the core group. */
  public String groupKind() {
    return group().isEmpty() ? kind : kind + "." + group();
  }

  /** {@code Deployment/ns/name}, without the namespace for cluster-scoped objects. */
  @Override
  public String toString() {
    return namespace.isEmpty() ? kind + "/" + name : kind + "/" + namespace + "/" + name;
  }
}
