package io.maglev.distro.deploy;

import io.maglev.distro.deploy.component.ComponentRemover;
import io.maglev.distro.deploy.hook.DistroHookRunner;
import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.GraphRunner;
import io.maglev.distro.deploy.run.RunClock;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunOpening;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.Problems;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.DistroStatus;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import io.maglev.distro.release.RevisionContent;
import io.maglev.distro.release.RevisionHistory;
import io.maglev.distro.release.RevisionHook;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
   * @param hooks what becomes of hooks
   * @param operator {@code user@host}, for the lock's holder
   */
  public record Order(
      String namespace,
      String distro,
      Set<String> chosen,
      boolean deleteData,
      Optional<Duration> timeout,
      HookOptions hooks,
      String operator) {}

  /** Removal is bounded by the server more than by us: more at once does not help. */
  private static final int PARALLEL = 16;

  private final ReleaseStore releases;
  private final DistroRevisionStore revisions;
  private final RunOpening opening;

  public DistroUninstaller(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this(kube, releases, revisions, RunClock.of(clock));
  }

  /** With a clock whose time may pass at will. */
  DistroUninstaller(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, RunClock clock) {
    this.releases = releases;
    this.revisions = revisions;
    this.opening = new RunOpening(kube, revisions, clock);
  }

  /**
   * Removes what the order says.
   *
   * @throws DistroException if nothing was begun: a remaining component requires one that is to go,
   *     or somebody else holds the distro
   */
  public UninstallOutcome uninstall(Order order, RunListener listener) {
    requireUnneeded(order, found(order, opening.newest(order.namespace(), order.distro())));
    RunOpening.Request request =
        new RunOpening.Request(
            order.namespace(),
            order.distro(),
            order.operator(),
            SecretMask.NONE,
            order.hooks(),
            SafetyOptions.KEEPING);
    return opening.run(
        request,
        listener,
        (context, newest) -> {
          DistroRevision revision = found(order, newest);
          requireUnneeded(order, revision);
          return new Removal(order, revision, context).run();
        });
  }

  private static DistroRevision found(Order order, Optional<DistroRevision> newest) {
    return newest.orElseThrow(
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
            .filter(requirement -> !requirement.external())
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
        "cannot uninstall %s: remaining components require some of them"
            .formatted(String.join(", ", new TreeSet<>(order.chosen()))),
        Optional.of("uninstall those first, or together with them"));
  }

  /** One removal under the Lease. */
  private final class Removal {
    private final Order order;
    private final RunContext context;
    private final DataGuard guard;
    private final Set<String> removed = ConcurrentHashMap.newKeySet();
    private final DistroStatus before;
    private DistroRevision revision;

    Removal(Order order, DistroRevision revision, RunContext context) {
      this.order = order;
      this.context = context;
      this.guard = new DataGuard(context, order.deleteData());
      this.before = revision.status();
      this.revision = revision;
    }

    UninstallOutcome run() {
      store(Continuation.uninstalling(revision, order.chosen(), context.clock().now()));
      TaskGraph graph =
          TaskGraph.backward(
              planned(), plannedHooks(), HookPhase.PRE_DELETE, HookPhase.POST_DELETE);
      List<TaskEnded> tasks =
          new GraphRunner(graph, this::runTask, context.listener(), context.secrets())
              .run(PARALLEL);
      boolean done = tasks.stream().allMatch(TaskEnded::succeeded);
      RevisionContent content = withoutRemoved();
      if (done && content.components().isEmpty()) {
        forget();
      } else {
        store(ended(revision.withContent(content), done));
      }
      return new UninstallOutcome(
          tasks, content.components().stream().map(RevisionComponent::name).toList());
    }

    /** What is left is as good as it was before. */
    private DistroRevision ended(DistroRevision left, boolean done) {
      if (!done) {
        return left.withStatus(DistroStatus.FAILED_PARTIAL, "Uninstall failed");
      }
      String names = String.join(", ", new TreeSet<>(order.chosen()));
      return left.withStatus(
          before == DistroStatus.DEPLOYED ? DistroStatus.DEPLOYED : DistroStatus.FAILED_PARTIAL,
          "Uninstalled " + names);
    }

    private boolean runTask(Task task) {
      if (task instanceof Task.HookTask hookTask) {
        RevisionHook hook = hook(hookTask);
        hooks().run(task.id(), hook, deadline(hook.timeout()));
        return true;
      }
      RevisionComponent component =
          revision.content().component(task.name()).orElseThrow(IllegalStateException::new);
      boolean changed =
          new ComponentRemover(context, releases, order.distro(), guard)
              .remove(
                  component.release().namespace(),
                  component.release().name(),
                  deadline(component.timeout()));
      removed.add(component.name());
      return changed;
    }

    private DistroHookRunner hooks() {
      return new DistroHookRunner(context, revision.key(), Continuation.removal(revision));
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

    /** Everything is gone: what hooks left behind goes too, then all records, then the Lease. */
    private void forget() {
      revision.content().hooks().forEach(hook -> hooks().remove(hook, guard));
      RevisionHistory history = revisions.history(order.namespace(), order.distro());
      history.entries().forEach(entry -> revisions.delete(entry.key(), context.fence()));
      ResourceId lease =
          new ResourceId(
              "coordination.k8s.io/v1", "Lease", order.namespace(), "distro-" + order.distro());
      try {
        context.writable().delete(lease, DeleteOptions.BACKGROUND);
      } catch (KubeException e) {
        String message = lease + " stays: " + e.getMessage();
        context.listener().onEvent(new Warning(order.distro(), message));
      }
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
      if (!order.hooks().run()) {
        return List.of();
      }
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
