package io.maglev.distro.action;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which cluster is meant, as the command line says. Immutable.
 *
 * @param namespace limits what is looked at, or says where a distro is; empty: wherever it is
 * @param environment for {@code KUBECONFIG} and credential plugins
 */
public record ClusterRequest(
    Optional<Path> kubeconfig,
    Optional<String> context,
    Optional<String> namespace,
    Map<String, String> environment) {}
