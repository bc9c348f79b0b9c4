package io.maglev.distro.kube;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Which cluster the user means, as {@code --kubeconfig}, {@code --context} and {@code -n} say.
 *
 * @param kubeconfig the only file to read; empty: those of {@code KUBECONFIG}, else the usual one
 * @param context empty: the current one
 * @param namespace empty: the context's, else {@code default}
 */
public record ClusterSelection(
    Optional<Path> kubeconfig, Optional<String> context, Optional<String> namespace) {

  /** What kubectl would use without flags. */
  public static final ClusterSelection DEFAULT =
      new ClusterSelection(Optional.empty(), Optional.empty(), Optional.empty());
}
