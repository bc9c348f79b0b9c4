package io.maglev.distro.action;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * Which cluster is meant, as the command line says. Immutable.
 *
 * @param namespace limits what is looked at, or says where a distro is; empty: wherever it is
 * @param sandbox the sandbox is meant, and neither a kubeconfig nor a context
 * @param environment for {@code KUBECONFIG}, credential plugins and the place of the sandbox
 */
public record ClusterRequest(
    Optional<Path> kubeconfig,
    Optional<String> context,
    Optional<String> namespace,
    boolean sandbox,
    Map<String, String> environment) {}
