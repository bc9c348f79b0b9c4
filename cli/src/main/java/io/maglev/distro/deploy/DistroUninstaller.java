package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroLease;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.LeaseRequest;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionEntry;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.release.RevisionHook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Removes a distro, or the chosen components of it, dependents first, from nothing but what its
 * revision records: no bundle is needed. Thread-safe.
 */
public final class DistroUninstaller {

  /**
   * What is to go, and how. Immutable.
   *
   * @param chosen component names
   * @param deleteData whether PersistentVolumeClaims go too
   * @param operator {@code user@host}, for the lock's holder
   */
  public record Order(
      String namespace,
      String distro,
      Set<String> chosen,
      boolean deleteData,
      Optional<Duration> timeout,
      String operator) {}

  /** Removal is bounded by the server more than by us: more at once does not help. */
  private static final int PARALLEL = 16;

  private final KubeGateway kube;
  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final Clock clock;

  public DistroUninstaller(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this.kube = kube;
    this.releases = releases;
    this.revisions = revisions;
    this.clock = clock;
  }

  /**
   * Removes what the order says.
   *
   * @throws DistroException if nothing was begun: a remaining component requires one that is to go,
   *     or somebody else holds the distro
   */
  public UninstallOutcome uninstall(Order order, RunListener listener) {
    requireUnneeded(order, newest(order));
    LeaseRequest request =
        LeaseRequest.of(order.namespace(), order.distro(), order.operator())
            .above(revisions.history(order.namespace(), order.distro()).epoch());
    UninstallOutcome outcome;
    try (LiveObjects live = new LiveObjects(kube);
        DistroLease lease = DistroLease.acquire(kube, request)) {
      RunContext context = new RunContext(kube, live, listener, clock, System::nanoTime, lease);
      outcome = new Removal(order, newest(order), context).run();
    }
    if (outcome.remaining().isEmpty()) {
      ResourceId lease =
          new ResourceId(
              "coordination.k8s.io/v1", "Lease", order.namespace(), "distro-" + order.distro());
      kube.delete(lease, DeleteOptions.BACKGROUND);
    }
    return outcome;
  }

  private DistroRevision newest(Order order) {
    return revisions
        .history(order.namespace(), order.distro())
        .last()
        .map(RevisionEntry::load)
        .orElseThrow(
            () ->
                DistroException.of(
                    ErrorCode.NOT_FOUND,
                    "cannot uninstall distro '%s': it is not installed in namespace '%s'"
                        .formatted(order.distro(), order.namespace()),
                    "run 'distro list' to see what is"));
  }

  private static void requireUnneeded(Order order, DistroRevision revision) {
    Problems problems = new Problems();
    for (RevisionComponent component : revision.content().components()) {
      if (!order.chosen().contains(component.name())) {
        component.requires().stream()
            .map(Requirement::provider)
            .filter(order.chosen()::contains)
            .forEach(
                needed ->
                    problems.add(
                        SourceLocation.ofText(
                            "'%s' requires '%s'".formatted(component.name(), needed))));
      }
    }
    problems.throwIfAny(
        ErrorCode.REQUIREMENT_UNMET,
        "cannot uninstall " + order.chosen() + ": remaining components require some of them",
        Optional.of("uninstall those first, or together with them"));
  }

  /** One removal under the Lease. */
  private final class Removal {
    private final Order order;
    private final RunContext context;
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private DistroRevision revision;

    Removal(Order order, DistroRevision revision, RunContext context) {
      this.order = order;
      this.context = context;
      this.revision = revision;
    }

    UninstallOutcome run() {
      store(revision.withStatus(DistroStatus.UNINSTALLING, "Uninstall underway"));
      TaskGraph graph =
          TaskGraph.backward(
              planned(), plannedHooks(), HookPhase.PRE_DELETE, HookPhase.POST_DELETE);
      List<TaskEnded> tasks =
          new GraphRunner(graph, this::runTask, context.listener()).run(PARALLEL);
      List<String> remaining =
          revision.content().components().stream()
              .map(RevisionComponent::name)
              .filter(name -> !removed.contains(name))
              .toList();
      if (remaining.isEmpty() && tasks.stream().allMatch(TaskEnded::succeeded)) {
        forget();
      } else {
        boolean done = tasks.stream().allMatch(TaskEnded::succeeded);
        store(
            revision
                .withContent(withoutRemoved())
                .withStatus(
                    done ? DistroStatus.DEPLOYED : DistroStatus.FAILED_PARTIAL,
                    done ? "Uninstalled " + order.chosen() : "Uninstall failed"));
      }
      return new UninstallOutcome(tasks, remaining);
    }

    private boolean runTask(Task task) {
      if (task instanceof Task.HookTask hookTask) {
        RevisionHook hook = hook(hookTask);
        new DistroHookRunner(context).run(task.id(), hook, deadline(hook.timeout()));
        return true;
      }
      RevisionComponent component =
          revision.content().component(task.name()).orElseThrow(IllegalStateException::new);
      boolean changed =
          new ComponentRemover(context, releases, order.deleteData())
              .remove(
                  component.release().namespace(),
                  component.release().name(),
                  deadline(component.timeout()));
      removed.add(component.name());
      return changed;
    }

    private RevisionHook hook(Task.HookTask task) {
      return revision.content().hooks().stream()
          .filter(hook -> hook.name().equals(task.name()) && hook.phase() == task.phase())
          .findFirst()
          .orElseThrow(IllegalStateException::new);
    }

    private Deadline deadline(Duration recorded) {
      return context.deadline(order.timeout().orElse(recorded));
    }

    /** Everything is gone: what hooks left behind goes too, then all records. */
    private void forget() {
      DistroHookRunner runner = new DistroHookRunner(context);
      revision.content().hooks().forEach(runner::remove);
      RevisionHistory history = revisions.history(order.namespace(), order.distro());
      history.entries().forEach(entry -> revisions.delete(entry.key(), context.fence()));
    }

    private RevisionContent withoutRemoved() {
      RevisionContent content = revision.content();
      return new RevisionContent(
          content.parameters(),
          content.secretParameters(),
          content.components().stream()
              .filter(component -> !removed.contains(component.name()))
              .toList(),
          content.hooks());
    }

    private List<PlannedComponent> planned() {
      return revision.content().components().stream()
          .filter(component -> order.chosen().contains(component.name()))
          .map(c -> PlannedComponent.of(c.name(), c.requires(), c.optional()))
          .toList();
    }

    private List<PlannedHook> plannedHooks() {
      return revision.content().hooks().stream()
          .map(h -> new PlannedHook(h.name(), Set.of(h.phase()), h.before(), h.after()))
          .toList();
    }

    private void store(DistroRevision changed) {
      revisions.update(changed, context.fence());
      revision = changed;
    }
  }
}
