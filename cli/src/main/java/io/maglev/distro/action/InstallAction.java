package io.maglev.distro.action;

import io.maglev.distro.bundle.Bundle;
import io.maglev.distro.compose.BundleRenderer;
import io.maglev.distro.compose.parameter.ParameterValues;
import io.maglev.distro.compose.parameter.Parameters;
import io.maglev.distro.deploy.DistroInstaller;
import io.maglev.distro.deploy.InstallOrder;
import io.maglev.distro.deploy.InstallOutcome;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Lock;
import io.maglev.distro.model.ParameterInput;
import io.maglev.distro.model.Selection;
import io.maglev.distro.model.progress.RunEvent.RunEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import io.maglev.distro.render.RenderOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Installs a bundle, or chosen components of it, on a cluster. */
public final class InstallAction {

  /**
   * What is asked for.
   *
   * @param timeout for each component and hook in place of what the bundle says
   * @param parallel how many components may be on their way at once
   */
  public record Request(
      ClusterRequest cluster,
      Path bundle,
      Selection selection,
      ParameterInput parameters,
      Optional<Duration> timeout,
      int parallel,
      boolean createNamespaces) {}

  /**
   * What became of it.
   *
   * @param components how many are installed by now, those of earlier runs included
   * @param failures of the tasks that failed, without secrets
   */
  public record Result(
      String distro,
      String version,
      String namespace,
      int revision,
      String status,
      int components,
      List<DistroException> failures) {}

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
      Lock lock = bundle.lock();
      ParameterValues parameters = Parameters.of(lock).resolve(request.parameters());
      try (KubeGateway kube = Clusters.open(request.cluster())) {
        return install(request, new Opened(bundle.bundle(), lock, parameters, kube), listener);
      } catch (DistroException e) {
        throw parameters.mask(e);
      }
    }
  }

  /** What a run works on. */
  private record Opened(Bundle bundle, Lock lock, ParameterValues parameters, KubeGateway kube) {}

  private Result install(Request request, Opened opened, RunListener listener) {
    Lock lock = opened.lock();
    Map<String, ComponentKind> components = new LinkedHashMap<>();
    lock.components().forEach(component -> components.put(component.name(), component.kind()));
    KubeGateway kube = opened.kube();
    InstallOrder order =
        new InstallOrder(
            lock,
            opened.bundle().head().identity(),
            new LinkedHashMap<>(opened.parameters().values()),
            opened.parameters().secrets(),
            request.selection().choose(components),
            new BundleRenderer(
                opened.bundle()::chart,
                opened.parameters(),
                RenderOptions.offline().withLookup(new ClusterLookup(kube))),
            new InstallOrder.Options(
                request.timeout(),
                request.parallel(),
                request.createNamespaces(),
                Operator.name()));
    InstallOutcome outcome =
        new DistroInstaller(
                kube,
                new SecretReleaseStore(kube, clock),
                new SecretRevisionStore(kube, clock),
                clock)
            .install(order, listener);
    String status = outcome.revision().status().text();
    listener.onEvent(new RunEnded(outcome.succeeded(), status));
    return new Result(
        lock.name(),
        lock.version(),
        lock.namespace(),
        outcome.revision().key().revision(),
        status,
        outcome.revision().content().components().size(),
        outcome.failures().stream().map(opened.parameters()::mask).toList());
  }
}
