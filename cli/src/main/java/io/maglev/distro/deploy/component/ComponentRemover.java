package io.maglev.distro.deploy.component;

import io.maglev.distro.deploy.hook.HookRunner;
import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.object.ObjectApplier;
import io.maglev.distro.deploy.object.Ownership;
import io.maglev.distro.deploy.object.UninstallOrder;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.wait.Workloads;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes one release away, in Helm's sequence ({@code pkg/action/uninstall.go} of 3.22), but never
 * its data unless told to. Thread-safe.
 */
public final class ComponentRemover {
  private final RunContext context;
  private final ReleaseStore releases;
  private final String distro;
  private final DataGuard guard;

  /**
   * Prepares removals.
   *
   * @param distro whose releases may be removed: no other's, nor any that is no distro's
   * @param guard decides what may go with a release
   */
  public ComponentRemover(
      RunContext context, ReleaseStore releases, String distro, DataGuard guard) {
    this.context = context;
    this.releases = releases;
    this.distro = distro;
    this.guard = guard;
  }

  /**
   * Removes the release with all its history.
   *
   * @return false if there was none, or only one of that name that is not this distro's
   * @throws DistroException if a hook failed or something would not go; what is left can be removed
   *     by the same call again
   */
  public boolean remove(String namespace, String name, Deadline deadline) {
    ReleaseHistory history = releases.history(namespace, name);
    Optional<ReleaseEntry> last = history.last();
    if (last.isEmpty()) {
      return false;
    }
    if (!distro.equals(history.distro())) {
      String message = "release '" + name + "' stays: it is no longer this distro's";
      context.listener().onEvent(new Warning(name, message));
      return false;
    }
    if (last.get().status() != ReleaseStatus.UNINSTALLED) {
      uninstall(last.get().release(), deadline);
    }
    for (ReleaseEntry entry : history.entries()) {
      context.fence().checkHeld();
      releases.delete(entry.key());
    }
    return true;
  }

  private void uninstall(Release release, Deadline deadline) {
    Release going =
        runHooks(release, HookPhase.PRE_DELETE, deadline)
            .withStatus(ReleaseStatus.UNINSTALLING, "Deletion in progress (or silently failed)")
            .withDeleted(context.now());
    store(going);
    awaitGone(release.name(), deleteObjects(release), deadline);
    runHooks(going, HookPhase.POST_DELETE, deadline);
  }

  /** Runs them, and notes in the record how they ran: it stays where one of them fails. */
  private Release runHooks(Release release, HookPhase phase, Deadline deadline) {
    List<RenderedHook> hooks = release.hooks().stream().map(ReleaseHook::hook).toList();
    Noted noted = new Noted(release);
    new HookRunner(context)
        .run(
            new HookRunner.Request(release.name(), release.namespace(), hooks, phase, deadline),
            noted);
    return noted.record;
  }

  private void store(Release changed) {
    context.fence().checkHeld();
    releases.update(changed);
  }

  /** Deletes what is this release's own, and returns what must be gone afterwards. */
  private List<KubeObject> deleteObjects(Release release) {
    List<KubeObject> objects =
        Manifest.knownObjects(release.manifest(), release.namespace(), context.kube()).stream()
            .sorted(UninstallOrder.BY_KIND)
            .toList();
    step(release.name(), "deleting " + objects.size() + " objects");
    Ownership ownership = new Ownership(release.name(), release.namespace());
    List<KubeObject> going = new ArrayList<>();
    for (KubeObject object : objects) {
      Optional<KubeObject> live = context.kube().get(object.id());
      if (live.isEmpty()) {
        going.addAll(deleteAll(guard.claimsLeftBehind(object)));
      } else if (ownership.isOurs(live.get()) && mayGo(release.name(), object, live.get())) {
        going.addAll(delete(live.get()));
      }
    }
    return going;
  }

  private boolean mayGo(String task, KubeObject object, KubeObject live) {
    return !ObjectApplier.isKept(object) && !ObjectApplier.isKept(live) && guard.mayGo(task, live);
  }

  /** Deletes the object, and after it the data that goes with it. */
  private List<KubeObject> delete(KubeObject live) {
    List<KubeObject> going = new ArrayList<>(List.of(live));
    going.addAll(guard.claimsToDelete(live));
    return deleteAll(going);
  }

  private List<KubeObject> deleteAll(List<KubeObject> going) {
    ObjectApplier applier = new ObjectApplier(context);
    going.forEach(applier::delete);
    return going;
  }

  /** Waits for the objects, and for the Pods of workloads among them: others may depend on both. */
  private void awaitGone(String task, List<KubeObject> going, Deadline deadline) {
    if (going.isEmpty()) {
      return;
    }
    step(task, "waiting until gone");
    going.forEach(object -> context.live().follow(object));
    List<KubeObject> left = new ArrayList<>(going);
    List<KubeObject> workloads =
        new ArrayList<>(going.stream().filter(Workloads::hasPods).toList());
    workloads.forEach(workload -> context.live().follow("v1", "Pod", workload.namespace()));
    Optional<Boolean> gone =
        context
            .live()
            .await(
                deadline,
                () -> {
                  left.removeIf(context.live()::isGone);
                  return left.isEmpty() && arePodsGone(workloads)
                      ? Optional.of(true)
                      : Optional.empty();
                });
    if (gone.isEmpty()) {
      throw stillThere(task, left.isEmpty() ? podsOf(workloads) : left, deadline);
    }
  }

  private boolean arePodsGone(List<KubeObject> workloads) {
    workloads.removeIf(workload -> podsOf(List.of(workload)).isEmpty());
    return workloads.isEmpty();
  }

  /** Asks the server: what a watch has seen of Pods may be older than the end of their owner. */
  private List<KubeObject> podsOf(List<KubeObject> workloads) {
    List<KubeObject> pods = new ArrayList<>();
    for (KubeObject workload : workloads) {
      context.kube().list(KubeQuery.of("v1", "Pod", workload.namespace())).stream()
          .filter(pod -> Workloads.owns(workload, pod))
          .forEach(pods::add);
    }
    return pods;
  }

  private static DistroException stillThere(String task, List<KubeObject> left, Deadline deadline) {
    String names =
        left.stream().map(object -> object.id().toString()).collect(Collectors.joining(", "));
    return DistroException.of(
        ErrorCode.DEPLOY_FAILED,
        "cannot remove '%s': still there after %s: %s"
            .formatted(task, DurationText.of(deadline.allowed()), names),
        "look at their finalizers, then run the same command again");
  }

  private void step(String task, String text) {
    context.listener().onEvent(new StepStarted(task, text));
  }

  /** Keeps the record current while hooks run. */
  private final class Noted implements HookRunner.Journal {
    private Release record;

    Noted(Release record) {
      this.record = record;
    }

    @Override
    public void ran(RenderedHook hook, HookRun run) {
      record = record.withRun(hook, run);
      store(record);
    }
  }
}
