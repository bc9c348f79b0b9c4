package io.maglev.distro.action;

import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.deploy.Operation;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.Selection;
import io.maglev.distro.model.progress.RunListener;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Installs a bundle, or chosen components of it, on a cluster. */
public final class InstallAction {

  /**
   * What is asked for.
   *
   * @param timeout for each component and hook in place of what the bundle says
   * @param parallel how many components may be on their way at once
   * @param hooks what becomes of hooks
   * @param safety what the run may leave behind and destroy
   * @param adopt components whose releases are no distro's and become this one's
   */
  public record Request(
      ClusterRequest cluster,
      Path bundle,
      Selection selection,
      ParameterInput parameters,
      Optional<Duration> timeout,
      int parallel,
      boolean createNamespaces,
      HookOptions hooks,
      SafetyOptions safety,
      Set<String> adopt) {}

  /**
   * What became of it.
   *
   * @param version of what stands by now: the one before, if the run was taken back
   * @param components how many are installed by now, those of earlier runs included
   * @param retained installed components that the bundle no longer has: they were left as they are
   * @param failures of the tasks that failed, without secrets
   * @param toleratedFailures of optional components, which did not fail the run
   */
  public record Result(
      String distro,
      String version,
      String namespace,
      int revision,
      String status,
      int components,
      List<String> retained,
      List<DistroException> failures,
      List<DistroException> toleratedFailures) {}

  private final Clock clock;

  public InstallAction(Clock clock) {
    this.clock = clock;
  }

  /**
   * Verifies the bundle, checks parameters and cluster, and installs.
   *
   * @throws DistroException if nothing was begun
   */
  public Result run(Request request, RunListener listener) {
    try (OpenBundle bundle = OpenBundle.open(request.bundle())) {
      ParameterValues parameters = Parameters.of(bundle.lock()).resolve(request.parameters());
      try (KubeGateway kube = Clusters.open(request.cluster())) {
        return new BundleDeployment(bundle, parameters, kube, clock)
            .run(Operation.INSTALL, request, listener);
      }
    }
  }
}
