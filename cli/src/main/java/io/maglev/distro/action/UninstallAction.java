package io.maglev.distro.action;

import io.maglev.distro.deploy.DistroUninstaller;
import io.maglev.distro.deploy.UninstallOutcome;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.Selection;
import io.maglev.distro.model.progress.RunEvent.RunEnded;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Removes an installed distro, or components of it. */
public final class UninstallAction {

  /**
   * What is asked for.
   *
   * @param distro its name; empty: the only one there is
   * @param selection which components go
   * @param hooks what becomes of hooks
   * @param confirm asked with what is about to go; nothing happens if it says no
   */
  public record Request(
      ClusterRequest cluster,
      Optional<String> distro,
      Selection selection,
      boolean deleteData,
      Optional<Duration> timeout,
      HookOptions hooks,
      Predicate<Intent> confirm) {}

  /** What is about to go. */
  public record Intent(String distro, String namespace, String cluster, List<String> components) {}

  /**
   * What became of it.
   *
   * @param confirmed false if nothing was done since the confirmation was refused
   * @param removed components that are gone
   * @param remaining components that are still there
   */
  public record Result(
      String distro,
      boolean confirmed,
      List<String> removed,
      List<String> remaining,
      List<DistroException> failures) {}

  private final Clock clock;

  public UninstallAction(Clock clock) {
    this.clock = clock;
  }

  /** Removes what the request means. */
  public Result run(Request request, RunListener listener) {
    try (KubeGateway kube = Clusters.open(request.cluster())) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      DistroRevision revision =
          new InstalledDistros(revisions, request.cluster().namespace())
              .find(request.distro(), "uninstall");
      Map<String, ComponentKind> components = new LinkedHashMap<>();
      revision.content().components().forEach(c -> components.put(c.name(), c.kind()));
      Set<String> chosen = chosen(request.selection(), components);
      String distro = revision.key().distro();
      Intent intent =
          new Intent(distro, revision.key().namespace(), kube.displayName(), List.copyOf(chosen));
      if (!request.confirm().test(intent)) {
        return new Result(distro, false, List.of(), List.copyOf(chosen), List.of());
      }
      DistroUninstaller.Order order =
          new DistroUninstaller.Order(
              revision.key().namespace(),
              distro,
              chosen,
              request.deleteData(),
              request.timeout(),
              request.hooks(),
              Operator.name());
      UninstallOutcome outcome =
          new DistroUninstaller(kube, new SecretReleaseStore(kube, clock), revisions, clock)
              .uninstall(order, listener);
      boolean done = outcome.tasks().stream().allMatch(TaskEnded::succeeded);
      listener.onEvent(new RunEnded(done, done ? "uninstalled" : "failed-partial"));
      List<String> removed =
          chosen.stream().filter(name -> !outcome.remaining().contains(name)).toList();
      return new Result(distro, true, removed, outcome.remaining(), outcome.failures());
    }
  }

  /** A removal whose last hook failed has no components left, but still a record to remove. */
  private static Set<String> chosen(Selection selection, Map<String, ComponentKind> components) {
    return components.isEmpty() && selection.isAll() ? Set.of() : selection.choose(components);
  }
}
