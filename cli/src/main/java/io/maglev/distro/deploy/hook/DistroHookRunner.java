package io.maglev.distro.deploy.hook;

import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.object.ObjectApplier;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.HookWeight;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.release.RevisionKey;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs a distro hook at one phase. Its plain objects take part in every phase of the hook, those
 * that are Helm hooks in the phases they name; order and delete policies are Helm's. Objects that
 * do not run are applied rather than made anew, since others use them. Thread-safe.
 */
public final class DistroHookRunner {
  /** Marks every object of a distro hook with namespace and name of the distro and its name. */
  static final String HOOK_ANNOTATION = "distro.maglev.io/hook";

  /** Marks it with the phase and the distro revision it was last put there for. */
  static final String RUN_ANNOTATION = "distro.maglev.io/hook-run";

  private static final String WEIGHT = "helm.sh/hook-weight";
  private static final String DELETE_POLICY = "helm.sh/hook-delete-policy";
  private static final String LOG_POLICY = "helm.sh/hook-output-log-policy";

  private final RunContext context;
  private final RevisionKey distro;
  private final String run;
  private final HookObjects objects;
  private final HookWait wait;

  /** Prepares the hooks of the run that makes the revision. */
  public DistroHookRunner(RunContext context, RevisionKey distro) {
    this(context, distro, "");
  }

  /**
   * Prepares the hooks of a run.
   *
   * @param distro the revision whose hooks they are
   * @param run tells runs of the same revision apart
   */
  public DistroHookRunner(RunContext context, RevisionKey distro, String run) {
    this.context = context;
    this.distro = distro;
    this.run = run;
    this.objects = new HookObjects(context);
    this.wait = new HookWait(context);
  }

  /**
   * Runs the hook.
   *
   * @param task whose progress it is
   * @throws DistroException if an object is refused or a Job or Pod of it fails
   */
  public void run(String task, RevisionHook hook, Deadline deadline) {
    List<KubeObject> done = new ArrayList<>();
    for (KubeObject object : objectsOf(hook)) {
      context.listener().onEvent(new StepStarted(task, "running " + label(object)));
      try {
        runOne(task, hook, object, deadline);
        done.add(object);
      } catch (DistroException e) {
        done.forEach(
            earlier ->
                HookObjects.tidy(e, () -> deleteBy(HookRunner.SUCCEEDED, earlier, deadline)));
        throw e.within(
            "cannot run hook '" + task + "': " + e.getMessage(),
            SourceLocation.ofText("hook " + hook.name() + ", " + label(object)));
      }
    }
    for (int i = done.size() - 1; i >= 0; i--) {
      if (has(LOG_POLICY, HookRunner.SUCCEEDED, done.get(i))) {
        wait.emitLogs(task, done.get(i));
      }
      deleteBy(HookRunner.SUCCEEDED, done.get(i), deadline);
    }
  }

  private void runOne(String task, RevisionHook hook, KubeObject object, Deadline deadline) {
    Optional<KubeObject> found = context.kube().get(object.id());
    found.ifPresent(live -> requireOwn(live, hook));
    KubeObject begun =
        found
            .filter(live -> isOfThisRun(live, hook) && objects.isUnderWay(live))
            .orElseGet(() -> objects.renew(marked(object, hook), deadline));
    try {
      wait.awaitEnd(
          task, begun, deadline, HookRunner.logLines(has(LOG_POLICY, HookRunner.FAILED, object)));
    } catch (DistroException e) {
      HookObjects.tidy(e, () -> deleteBy(HookRunner.FAILED, object, deadline));
      throw e;
    }
  }

  /** What has the name but not the mark is somebody else's, who would lose it on uninstall. */
  private void requireOwn(KubeObject live, RevisionHook hook) {
    if (!isOwn(live, hook)) {
      throw DistroException.of(
          ErrorCode.OWNERSHIP_CONFLICT,
          "%s exists and is not this hook's own".formatted(live.id()),
          "delete it, or annotate it with %s=%s to give it to the hook"
              .formatted(HOOK_ANNOTATION, mark(hook)));
    }
  }

  /** Earlier versions of this tool marked objects with the hook's name alone. */
  private boolean isOwn(KubeObject live, RevisionHook hook) {
    String mark = live.annotations().getOrDefault(HOOK_ANNOTATION, "");
    return mark.equals(mark(hook)) || mark.equals(hook.name());
  }

  /** Put there by a run of the same revision, which was killed: one run has each turn once. */
  private boolean isOfThisRun(KubeObject live, RevisionHook hook) {
    return turn(hook).equals(live.annotations().get(RUN_ANNOTATION));
  }

  private String mark(RevisionHook hook) {
    return distro.namespace() + "/" + distro.distro() + "/" + hook.name();
  }

  private String turn(RevisionHook hook) {
    return hook.phase().text() + "/" + distro.revision() + run;
  }

  /**
   * Deletes whatever the hook has put into the cluster, other than what is to be kept or holds
   * data.
   */
  public void remove(RevisionHook hook, DataGuard guard) {
    ObjectApplier applier = new ObjectApplier(context);
    for (KubeObject object : everyObjectOf(hook)) {
      boolean mayGo =
          context
              .kube()
              .get(object.id())
              .filter(live -> isOwn(live, hook))
              .filter(live -> guard.mayGo(hook.name(), live))
              .isPresent();
      if (mayGo) {
        applier.deleteUnlessKept(object);
      }
    }
  }

  private List<KubeObject> objectsOf(RevisionHook hook) {
    List<KubeObject> all =
        new ArrayList<>(Manifest.objects(hook.manifest(), hook.namespace(), context.kube()));
    hook.objects().stream()
        .filter(rendered -> rendered.events().contains(hook.phase()))
        .sorted(HookRunner.ORDER)
        .map(RenderedHook::manifest)
        .forEach(text -> all.addAll(Manifest.objects(text, hook.namespace(), context.kube())));
    all.sort(Comparator.comparingLong(DistroHookRunner::weight));
    return all;
  }

  private List<KubeObject> everyObjectOf(RevisionHook hook) {
    List<KubeObject> all =
        new ArrayList<>(Manifest.knownObjects(hook.manifest(), hook.namespace(), context.kube()));
    for (RenderedHook rendered : hook.objects()) {
      all.addAll(Manifest.knownObjects(rendered.manifest(), hook.namespace(), context.kube()));
    }
    return all;
  }

  private KubeObject marked(KubeObject object, RevisionHook hook) {
    return object.withMetadata(
        "annotations", Map.of(HOOK_ANNOTATION, mark(hook), RUN_ANNOTATION, turn(hook)));
  }

  private void deleteBy(String policy, KubeObject object, Deadline deadline) {
    if (has(DELETE_POLICY, policy, object)) {
      objects.delete(object, deadline);
    }
  }

  private static boolean has(String annotation, String policy, KubeObject object) {
    String policies = object.annotations().getOrDefault(annotation, "").toLowerCase(Locale.ROOT);
    return Stream.of(policies.split(",")).map(String::strip).anyMatch(policy::equals);
  }

  private static long weight(KubeObject object) {
    return HookWeight.parse(object.annotations().getOrDefault(WEIGHT, ""));
  }

  private static String label(KubeObject object) {
    return object.kind() + "/" + object.name();
  }
}
