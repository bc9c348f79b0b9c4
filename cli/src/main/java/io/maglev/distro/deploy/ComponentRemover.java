package io.maglev.distro.deploy;

import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.DurationText;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseEntry;
import io.maglev.distro.release.ReleaseHistory;
import io.maglev.distro.release.ReleaseHook;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.release.ReleaseStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Takes one release away, in Helm's sequence ({@code pkg/action/uninstall.go} of 3.22), but never
 * its data unless told to. Thread-safe.
 */
final class ComponentRemover {
  private static final String PVC = "PersistentVolumeClaim";

  private final RunContext context;
  private final ReleaseStore releases;
  private final boolean deleteData;

  ComponentRemover(RunContext context, ReleaseStore releases, boolean deleteData) {
    this.context = context;
    this.releases = releases;
    this.deleteData = deleteData;
  }

  /**
   * Removes the release with all its history.
   *
   * @return false if there was none
   * @throws DistroException if a hook failed or something would not go; what is left can be removed
   *     by the same call again
   */
  boolean remove(String namespace, String name, Deadline deadline) {
    ReleaseHistory history = releases.history(namespace, name);
    Optional<ReleaseEntry> last = history.last();
    if (last.isEmpty()) {
      return false;
    }
    Release release = last.get().release();
    runHooks(release, HookPhase.PRE_DELETE, deadline);
    context.fence().checkHeld();
    releases.update(
        release
            .withStatus(ReleaseStatus.UNINSTALLING, "Deletion in progress (or silently failed)")
            .withDeleted(context.now()));
    awaitGone(name, deleteObjects(release), deadline);
    runHooks(release, HookPhase.POST_DELETE, deadline);
    context.fence().checkHeld();
    history.entries().forEach(entry -> releases.delete(entry.key()));
    return true;
  }

  private void runHooks(Release release, HookPhase phase, Deadline deadline) {
    List<RenderedHook> hooks = release.hooks().stream().map(ReleaseHook::hook).toList();
    new HookRunner(context)
        .run(
            new HookRunner.Request(release.name(), release.namespace(), hooks, phase, deadline),
            (hook, run) -> {});
  }

  /** Deletes what is this release's own, and returns what must be gone afterwards. */
  private List<KubeObject> deleteObjects(Release release) {
    List<KubeObject> objects =
        Manifest.knownObjects(release.manifest(), release.namespace(), context.kube()).stream()
            .sorted(UninstallOrder.BY_KIND)
            .toList();
    step(release.name(), "deleting " + objects.size() + " objects");
    Ownership ownership = new Ownership(release.name(), release.namespace());
    ObjectApplier applier = new ObjectApplier(context);
    List<KubeObject> going = new ArrayList<>();
    for (KubeObject object : objects) {
      Optional<KubeObject> live = context.kube().get(object.id()).filter(ownership::isOurs);
      if (live.isPresent() && mayGo(live.get())) {
        List<KubeObject> data = keepOrTakeData(live.get());
        if (applier.deleteUnlessKept(object)) {
          going.add(live.get());
        }
        data.forEach(claim -> delete(claim.id()));
        going.addAll(data);
      }
    }
    return going;
  }

  private boolean mayGo(KubeObject live) {
    return deleteData || !live.kind().equals(PVC);
  }

  /**
   * Before a StatefulSet goes: has its claims stay, whatever its retention policy says, or names
   * them to be deleted too.
   */
  private List<KubeObject> keepOrTakeData(KubeObject live) {
    if (!live.kind().equals("StatefulSet")) {
      return List.of();
    }
    if (deleteData) {
      return claimsOf(live);
    }
    boolean deletes =
        live.string("spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
            .filter("Delete"::equals)
            .isPresent();
    if (deletes) {
      context
          .writable()
          .mergePatch(
              live.id(),
              Map.of(
                  "spec",
                  Map.of("persistentVolumeClaimRetentionPolicy", Map.of("whenDeleted", "Retain"))));
    }
    return List.of();
  }

  /** The claims a StatefulSet made: named TEMPLATE-SET-ORDINAL. */
  private List<KubeObject> claimsOf(KubeObject set) {
    List<String> prefixes =
        set.maps("spec", "volumeClaimTemplates").stream()
            .map(template -> new KubeObject(template).name() + "-" + set.name() + "-")
            .toList();
    return context.kube().list(KubeQuery.of("v1", PVC, set.namespace())).stream()
        .filter(claim -> prefixes.stream().anyMatch(prefix -> isOrdinal(claim.name(), prefix)))
        .toList();
  }

  private static boolean isOrdinal(String name, String prefix) {
    return name.startsWith(prefix) && name.substring(prefix.length()).matches("[0-9]+");
  }

  private void delete(ResourceId id) {
    context.writable().delete(id, DeleteOptions.BACKGROUND);
  }

  /** Waits for the objects, and for the Pods of workloads among them: others may depend on both. */
  private void awaitGone(String task, List<KubeObject> going, Deadline deadline) {
    step(task, "waiting until gone");
    going.forEach(this::follow);
    Optional<Boolean> gone =
        context
            .live()
            .await(deadline, () -> left(going).isEmpty() ? Optional.of(true) : Optional.empty());
    if (gone.isEmpty()) {
      String names =
          left(going).stream().map(ResourceId::toString).collect(Collectors.joining(", "));
      throw DistroException.of(
          ErrorCode.DEPLOY_FAILED,
          "cannot remove '%s': still there after %s: %s"
              .formatted(task, DurationText.of(deadline.allowed()), names),
          "look at their finalizers, then run the same command again");
    }
  }

  private void follow(KubeObject object) {
    context.live().follow(object.apiVersion(), object.kind(), object.namespace());
    if (object.at("spec", "template", "spec").isPresent()) {
      context.live().follow("v1", "Pod", object.namespace());
    }
  }

  private List<ResourceId> left(List<KubeObject> going) {
    List<ResourceId> left = new ArrayList<>();
    for (KubeObject object : going) {
      context
          .kube()
          .get(object.id())
          .filter(live -> live.uid().equals(object.uid()))
          .ifPresent(live -> left.add(live.id()));
      podsOf(object).forEach(pod -> left.add(pod.id()));
    }
    return left;
  }

  private List<KubeObject> podsOf(KubeObject workload) {
    Optional<Map<?, ?>> labels =
        workload.at("spec", "selector", "matchLabels").map(value -> (Map<?, ?>) value);
    if (labels.isEmpty() || workload.at("spec", "template", "spec").isEmpty()) {
      return List.of();
    }
    return context.live().all("v1", "Pod", workload.namespace()).stream()
        .filter(pod -> pod.labels().entrySet().containsAll(labels.get().entrySet()))
        .toList();
  }

  private void step(String task, String text) {
    context.listener().onEvent(new StepStarted(task, text));
  }
}
