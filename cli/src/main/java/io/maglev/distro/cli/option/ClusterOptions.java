package io.maglev.distro.cli.option;

import io.maglev.distro.action.ClusterRequest;
import io.maglev.distro.cli.Console;
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

  /** The request these options make. */
  public ClusterRequest request(Console console) {
    return new ClusterRequest(
        Optional.ofNullable(kubeconfig),
        Optional.ofNullable(context),
        Optional.ofNullable(namespace),
        console.environment());
  }
}
