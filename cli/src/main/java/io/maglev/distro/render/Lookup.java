package io.maglev.distro.render;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where the template function {@code lookup} finds objects. */
@FunctionalInterface
public interface Lookup {
  /** No cluster: nothing is ever found, as in {@code helm template}. */
  Lookup NONE = query -> Map.of();

  /**
   * The object, or if no name is asked for a list object with {@code items}; an empty map if there
   * is none.
   *
   * @throws RuntimeException if the cluster cannot answer; its message becomes the template's error
   */
  Map<String, @Nullable Object> find(Query query);

  /**
   * What a template looks for.
   *
   * @param namespace empty for all namespaces or cluster-scoped kinds
   * @param name empty for all objects
   */
  record Query(String apiVersion, String kind, String namespace, String name) {}
}
