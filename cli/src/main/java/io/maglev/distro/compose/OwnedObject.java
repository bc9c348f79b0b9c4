package io.maglev.distro.compose;

import io.maglev.distro.model.ResourceId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An object that a component or hook would bring into the cluster.
 *
 * @param id with the namespace it lands in, empty for cluster-scoped kinds
 * @param owner {@code component 'idm'} or {@code hook 'pki'}
 * @param template where it comes from, e.g. {@code idm/templates/service.yaml}
 * @param role as what it is there
 * @param content as rendered
 */
record OwnedObject(
    ResourceId id,
    String owner,
    String template,
    Role role,
    Map<String, @Nullable Object> content) {

  /** What an object is to its owner. */
  enum Role {
    MANIFEST,
    HOOK,
    /** From {@code crds/}: created once and owned by nobody. */
    CRD
  }

  /** What makes two objects the same one in a cluster: versions of an API do not count. */
  String identity() {
    return id.groupKind() + "/" + id.namespace() + "/" + id.name();
  }
}
