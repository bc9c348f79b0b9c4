package io.maglev.distro.action;

import io.maglev.distro.compose.BundleRenderer;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.deploy.DeployOrder;
import io.maglev.distro.deploy.DeployOutcome;
import io.maglev.distro.deploy.DistroDeployer;
import io.maglev.distro.deploy.Operation;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.progress.RunEvent.RunEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import io.maglev.distro.render.RenderOptions;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A bundle with its parameters before a cluster: what installing and upgrading have in common.
 * Thread-safe.
 */
record BundleDeployment(
    OpenBundle bundle, ParameterValues parameters, KubeGateway kube, Clock clock) {

  /**
   * Brings up what the request means.
   *
   * @throws DistroException if nothing was begun; it tells no secret
   */
  InstallAction.Result run(
      Operation operation, InstallAction.Request request, RunListener listener) {
    Lock lock = bundle.lock();
    try {
      DeployOutcome outcome =
          new DistroDeployer(
                  kube,
                  new SecretReleaseStore(kube, clock),
                  new SecretRevisionStore(kube, clock),
                  clock)
              .install(order(operation, request), listener);
      String status = outcome.revision().status().text();
      listener.onEvent(new RunEnded(outcome.succeeded(), status));
      return new InstallAction.Result(
          lock.name(),
          outcome.revision().version(),
          lock.namespace(),
          outcome.revision().key().revision(),
          status,
          outcome.revision().content().components().size(),
          outcome.retained(),
          outcome.failures().stream().map(parameters::mask).toList(),
          outcome.toleratedFailures().stream().map(parameters::mask).toList());
    } catch (DistroException e) {
      throw parameters.mask(e);
    }
  }

  private DeployOrder order(Operation operation, InstallAction.Request request) {
    Lock lock = bundle.lock();
    Map<String, ComponentKind> components = new LinkedHashMap<>();
    lock.components().forEach(component -> components.put(component.name(), component.kind()));
    return new DeployOrder(
        operation,
        lock,
        bundle.bundle().head().identity(),
        new LinkedHashMap<>(parameters.values()),
        parameters.secrets(),
        request.selection().choose(components),
        new BundleRenderer(
            bundle.bundle()::chart,
            parameters,
            RenderOptions.offline().withLookup(new ClusterLookup(kube))),
        new DeployOrder.Options(
            request.timeout(),
            request.parallel(),
            request.createNamespaces(),
            request.hooks(),
            request.safety(),
            request.adopt(),
            Operator.name()));
  }
}
