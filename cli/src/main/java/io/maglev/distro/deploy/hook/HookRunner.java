package io.maglev.distro.deploy.hook;

import io.maglev.distro.deploy.object.Manifest;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.wait.Diagnosis;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
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
      Comparator.comparingLong(RenderedHook::weight).thenComparing(RenderedHook::name);

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
    List<Ran> done = new ArrayList<>();
    for (RenderedHook hook : ordered(request.hooks(), request.phase())) {
      done.add(runOne(request, hook, done, journal));
    }
    for (int i = done.size() - 1; i >= 0; i--) {
      emitLogs(request, done.get(i));
      deleteBy(SUCCEEDED, request, done.get(i));
    }
  }

  /** Those of the phase, in the order they run; one that names it twice runs twice, as in Helm. */
  public static List<RenderedHook> ordered(List<RenderedHook> hooks, HookPhase phase) {
    return hooks.stream()
        .flatMap(hook -> hook.events().stream().filter(phase::equals).map(event -> hook))
        .sorted(ORDER)
        .toList();
  }

  private Ran runOne(Request request, RenderedHook hook, List<Ran> done, Journal journal) {
    String what = request.phase().text() + " hook " + hook.kind() + "/" + hook.name();
    context.listener().onEvent(new StepStarted(request.task(), what));
    List<KubeObject> wanted = built(request, hook);
    HookRun run = HookRun.started(context.now());
    List<KubeObject> created = new ArrayList<>();
    try {
      journal.ran(hook, run);
      wanted.forEach(object -> created.add(objects.create(object)));
    } catch (DistroException e) {
      // No delete policy applies, as in Helm: what has the name may be somebody else's.
      HookObjects.tidy(e, () -> journal.ran(hook, failed(run)));
      throw told(request, hook, e);
    }
    Ran ran = new Ran(hook, created);
    try {
      int logLines = logLines(hook.outputLogPolicies().contains(FAILED));
      created.forEach(
          object -> wait.awaitEnd(request.task(), object, request.deadline(), logLines));
    } catch (DistroException e) {
      HookObjects.tidy(e, () -> journal.ran(hook, failed(run)));
      HookObjects.tidy(e, () -> deleteBy(FAILED, request, ran));
      done.forEach(earlier -> HookObjects.tidy(e, () -> deleteBy(SUCCEEDED, request, earlier)));
      throw told(request, hook, e);
    }
    journal.ran(hook, run.ended(HookRun.Phase.SUCCEEDED, context.now()));
    return ran;
  }

  /** What is to be created, once nothing is in its way; if that fails the hook has not run. */
  private List<KubeObject> built(Request request, RenderedHook hook) {
    try {
      Ran wanted = new Ran(hook, objectsOf(request, hook));
      deleteBy(BEFORE_CREATION, request, wanted);
      return wanted.objects();
    } catch (DistroException e) {
      throw told(request, hook, e);
    }
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

  private void deleteBy(String policy, Request request, Ran ran) {
    if (ran.hook().deletePolicies().contains(policy)) {
      ran.objects().forEach(object -> objects.delete(object, request.deadline()));
    }
  }

  /** On failure the last lines come in any case, all of them where the hook wants its logs then. */
  static int logLines(boolean wanted) {
    return wanted ? Diagnosis.ALL_LINES : Diagnosis.LAST_LINES;
  }

  private void emitLogs(Request request, Ran ran) {
    if (ran.hook().outputLogPolicies().contains(SUCCEEDED)) {
      ran.objects().forEach(object -> wait.emitLogs(request.task(), object));
    }
  }

  /** A kind may have come with a hook before this one, or with another component. */
  private List<KubeObject> objectsOf(Request request, RenderedHook hook) {
    try {
      return Manifest.ofHook(hook.manifest(), request.namespace(), context.kube());
    } catch (DistroException e) {
      if (e.code() != ErrorCode.CLUSTER_UNSUITABLE) {
        throw e;
      }
      context.kube().refreshApis();
      return Manifest.ofHook(hook.manifest(), request.namespace(), context.kube());
    }
  }

  /** A hook whose turn it is or was, and its objects, once created with the names they got. */
  private record Ran(RenderedHook hook, List<KubeObject> objects) {}
}
