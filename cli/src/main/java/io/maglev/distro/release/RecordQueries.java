package io.maglev.distro.release;

import io.maglev.distro.kube.KubeQuery;

/** Which Secrets hold records, for those who watch them. */
public final class RecordQueries {
  private RecordQueries() {}

  /** The releases of a namespace, ours and Helm's. */
  public static KubeQuery releases(String namespace) {
    return secrets(namespace, SecretReleaseStore.TYPE)
        .withLabels(ReleaseLabels.OWNER + "=" + ReleaseLabels.HELM);
  }

  /** The revisions of one distro. */
  public static KubeQuery revisions(String namespace, String distro) {
    return secrets(namespace, RevisionLabels.HEAD_TYPE)
        .withLabels(RevisionLabels.DISTRO + "=" + distro);
  }

  private static KubeQuery secrets(String namespace, String type) {
    return KubeQuery.of("v1", "Secret", namespace).withFields("type=" + type);
  }
}
