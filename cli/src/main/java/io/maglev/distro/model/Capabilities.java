package io.maglev.distro.model;

import java.util.Set;

/**
 * What a cluster can do, as templates see it under {@code .Capabilities}.
 *
 * @param kubeVersion the full git version, e.g. {@code v1.36.3}
 * @param apiVersions {@code apps/v1} and, with a cluster, {@code apps/v1/Deployment} too, in the
 *     order that templates see
 */
public record Capabilities(
    String kubeVersion, String kubeMajor, String kubeMinor, Set<String> apiVersions) {}
