package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;

/**
 * Where an object is stored: all versions of a kind share the place.
 *
 * @param namespace empty for cluster-scoped objects
 */
record ObjectKey(String group, String kind, String namespace, String name) {

  static ObjectKey of(ResourceId id) {
    return new ObjectKey(id.group(), id.kind(), id.namespace(), id.name());
  }

  static ObjectKey of(KubeObject object) {
    return of(object.id());
  }
}
