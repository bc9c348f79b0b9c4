package io.maglev.distro.deploy.health;

import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.KubeObject;
import java.util.Collection;

/**
 * Where objects are seen; those of a kind and namespace at once. Implementations are thread-safe.
 */
public interface ObjectSource {

  /** Begins to fetch what will be asked for, so that the answers come at once. */
  void prepare(Collection<KubeQuery> queries);

  /**
   * What the query means now.
   *
   * @throws io.maglev.distro.kube.KubeException if it cannot be read
   */
  Collection<KubeObject> all(KubeQuery query);
}
