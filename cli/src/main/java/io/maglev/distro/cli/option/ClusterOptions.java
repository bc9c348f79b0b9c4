package io.maglev.distro.cli.option;

import io.maglev.distro.action.ClusterRequest;
import io.maglev.distro.cli.Console;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which cluster a command works on. */
public final class ClusterOptions {
  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "kubeconfig file (default: $KUBECONFIG, else ~/.kube/config)")
  @Nullable Path kubeconfig;

  @Option(names = "--context", paramLabel = "NAME", description = "context of the kubeconfig")
  @Nullable String context;

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "the distro's default namespace (default: wherever it is)")
  @Nullable String namespace;

  @Option(
      names = "--sandbox",
      description = "no cluster: one simulated on this machine, kept in a file")
  boolean sandbox;

  /**
   * The request these options make.
   *
   * @throws DistroException with USAGE if they name two clusters
   */
  public ClusterRequest request(Console console) {
    if (sandbox && (kubeconfig != null || context != null)) {
      throw DistroException.of(
          ErrorCode.USAGE,
          "cannot use --sandbox with %s: the sandbox is a cluster of its own"
              .formatted(kubeconfig != null ? "--kubeconfig" : "--context"),
          "leave out one of them");
    }
    return new ClusterRequest(
        Optional.ofNullable(kubeconfig),
        Optional.ofNullable(context),
        Optional.ofNullable(namespace),
        sandbox,
        console.environment());
  }

  /** What follows the name of a namespace, so that nobody takes the sandbox for a cluster. */
  public String ofSandbox() {
    return sandbox ? " of the sandbox" : "";
  }

  /** As {@link #ofSandbox}, at the end of a sentence. */
  public String inSandbox() {
    return sandbox ? " in the sandbox" : "";
  }
}
