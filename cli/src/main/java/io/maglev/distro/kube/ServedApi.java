package io.maglev.distro.kube;

import java.util.Set;

/**
 * One resource type the server serves.
 *
 * @param apiVersion {@code apps/v1}, {@code v1}
 * @param plural the path segment, e.g. {@code deployments}
 */
public record ServedApi(
    String apiVersion, String kind, String plural, boolean namespaced, Set<String> verbs) {}
