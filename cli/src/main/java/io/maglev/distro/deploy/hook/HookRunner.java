package io.maglev.distro.deploy.hook;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.wait.Diagnosis;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.SourceLocation;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.release.HookRun;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Runs the hooks of one event: one after another by weight, with Helm's delete and log policies
 * ({@code pkg/action/hooks.go} of Helm 3.22). Thread-safe.
 */
public final class HookRunner {
  /** By weight, then name; a stable sort keeps Helm's order of kinds for equal names. */
  static final Comparator<RenderedHook> ORDER =
      Comparator.comparingInt(RenderedHook::weight).thenComparing(RenderedHook::name);

  static final String BEFORE_CREATION = "before-hook-creation";
  static final String SUCCEEDED = "hook-succeeded";
  static final String FAILED = "hook-failed";

  /** Learns of each run, so that it can be kept in the release record. */
  public interface Journal {
    void ran(RenderedHook hook, HookRun run);
  }

  /**
   * The hooks of a release or of a distro hook chart.
   *
   * @param task whose progress they are
   * @param hooks of all events; those of other events are left out
   */
  public record Request(
      String task,
      String namespace,
      List<RenderedHook> hooks,
      HookPhase phase,
      Deadline deadline) {}

  private final RunContext context;
  private final HookObjects objects;
  private final HookWait wait;

  public HookRunner(RunContext context) {
    this.context = context;
    this.objects = new HookObjects(context);
    this.wait = new HookWait(context);
  }

  /**
   * Runs the hooks, unless the run is to leave them out.
   *
   * @throws DistroException if one fails; if it failed running, its delete policy has been applied
   *     then, and that of those that had succeeded before it
   */
  public void run(Request request, Journal journal) {
    if (!context.hooks().run()) {
      return;
    }
    List<RenderedHook> hooks = ordered(request.hooks(), request.phase());
    List<RenderedHook> done = new ArrayList<>();
    for (RenderedHook hook : hooks) {
      runOne(request, hook, done, journal);
      done.add(hook);
    }
    for (int i = done.size() - 1; i >= 0; i--) {
      emitLogs(request, done.get(i));
      deleteBy(SUCCEEDED, request, done.get(i));
    }
  }

  /** Those of the phase, in the order they run. */
  public static List<RenderedHook> ordered(List<RenderedHook> hooks, HookPhase phase) {
    return hooks.stream().filter(hook -> hook.events().contains(phase)).sorted(ORDER).toList();
  }

  private void runOne(
      Request request, RenderedHook hook, List<RenderedHook> done, Journal journal) {
    String what = request.phase().text() + " hook " + hook.kind() + "/" + hook.name();
    context.listener().onEvent(new StepStarted(request.task(), what));
    HookRun run = HookRun.started(context.now());
    List<KubeObject> created;
    try {
      deleteBy(BEFORE_CREATION, request, hook);
      journal.ran(hook, run);
      created = objectsOf(request, hook).stream().map(objects::create).toList();
    } catch (DistroException e) {
      // No delete policy applies, as in Helm: what has the name may be somebody else's.
      HookObjects.tidy(e, () -> journal.ran(hook, failed(run)));
      throw told(request, hook, e);
    }
    try {
      int logLines = logLines(hook.outputLogPolicies().contains(FAILED));
      created.forEach(
          object -> wait.awaitEnd(request.task(), object, request.deadline(), logLines));
    } catch (DistroException e) {
      HookObjects.tidy(e, () -> journal.ran(hook, failed(run)));
      HookObjects.tidy(e, () -> deleteBy(FAILED, request, hook));
      done.forEach(earlier -> HookObjects.tidy(e, () -> deleteBy(SUCCEEDED, request, earlier)));
      throw told(request, hook, e);
    }
    journal.ran(hook, run.ended(HookRun.Phase.SUCCEEDED, context.now()));
  }

  private HookRun failed(HookRun run) {
    return run.ended(HookRun.Phase.FAILED, context.now());
  }

  private static DistroException told(Request request, RenderedHook hook, DistroException e) {
    return e.within(
        "cannot run %s hook '%s' of '%s': %s"
            .formatted(request.phase().text(), hook.name(), request.task(), e.getMessage()),
        SourceLocation.ofFile(hook.path(), hook.kind() + "/" + hook.name()));
  }

  private void deleteBy(String policy, Request request, RenderedHook hook) {
    if (hook.deletePolicies().contains(policy)) {
      Manifest.knownObjects(hook.manifest(), request.namespace(), context.kube())
          .forEach(object -> objects.delete(object, request.deadline()));
    }
  }

  /** On failure the last lines come in any case, all of them where the hook wants its logs then. */
  static int logLines(boolean wanted) {
    return wanted ? Diagnosis.ALL_LINES : Diagnosis.LAST_LINES;
  }

  private void emitLogs(Request request, RenderedHook hook) {
    if (hook.outputLogPolicies().contains(SUCCEEDED)) {
      objectsOf(request, hook).forEach(object -> wait.emitLogs(request.task(), object));
    }
  }

  private List<KubeObject> objectsOf(Request request, RenderedHook hook) {
    return Manifest.objects(hook.manifest(), request.namespace(), context.kube());
  }
}
