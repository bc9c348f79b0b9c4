package io.maglev.distro.deploy;

import io.maglev.distro.deploy.component.ReleaseTests;
import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.deploy.run.GraphRunner;
import io.maglev.distro.deploy.run.RunClock;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunOpening;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.SafetyOptions;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.ReleaseStore;
import io.maglev.distro.release.RevisionComponent;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Runs the tests of a distro's components: of all at once, of one in the order of Helm. Under the
 * distro's Lease, since a test writes into the release's record and what it tests must not change
 * meanwhile. Thread-safe.
 */
public final class DistroTester {

  /**
   * What is to be tested, and how. Immutable.
   *
   * @param chosen component names
   * @param timeout for the tests of each component, in place of what the revision says
   * @param logs whether what tests write is told while they write it
   * @param operator {@code user@host}, for the lock's holder
   */
  public record Order(
      String namespace,
      String distro,
      Set<String> chosen,
      Optional<Duration> timeout,
      boolean logs,
      String operator) {}

  private static final int PARALLEL = 16;

  private final ReleaseStore releases;
  private final RunOpening opening;

  public DistroTester(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, Clock clock) {
    this(kube, releases, revisions, RunClock.of(clock));
  }

  /** With a clock whose time may pass at will. */
  DistroTester(
      KubeGateway kube, ReleaseStore releases, DistroRevisionStore revisions, RunClock clock) {
    this.releases = releases;
    this.opening = new RunOpening(kube, revisions, clock);
  }

  /**
   * Tests what the order says; failures are in the outcome.
   *
   * @throws DistroException if nothing was begun, e.g. since somebody else holds the distro
   */
  public TestOutcome test(Order order, RunListener listener) {
    RunOpening.Request request =
        new RunOpening.Request(
            order.namespace(),
            order.distro(),
            order.operator(),
            SecretMask.NONE,
            new HookOptions(true, order.logs()),
            SafetyOptions.KEEPING);
    return opening.run(
        request,
        listener,
        (context, newest) -> run(order, context, newest.orElseThrow(() -> gone(order))));
  }

  private TestOutcome run(Order order, RunContext context, DistroRevision revision) {
    Map<String, ReleaseTests> tests = new LinkedHashMap<>();
    for (RevisionComponent component : revision.content().components()) {
      if (order.chosen().contains(component.name())) {
        tests.put(component.name(), new ReleaseTests(context, releases, component));
      }
    }
    List<PlannedComponent> planned =
        tests.values().stream()
            .filter(ReleaseTests::hasAny)
            .map(each -> PlannedComponent.of(each.component().name(), List.of(), false))
            .toList();
    TaskGraph graph = TaskGraph.forward(planned, List.of(), HookPhase.TEST, HookPhase.TEST);
    List<TaskEnded> tasks =
        new GraphRunner(
                graph,
                task -> run(order, context, found(tests, task.name())),
                context.listener(),
                context.secrets())
            .run(PARALLEL);
    return new TestOutcome(
        revision, tasks, tests.values().stream().map(DistroTester::component).toList());
  }

  private static boolean run(Order order, RunContext context, ReleaseTests tests) {
    tests.run(context.deadline(order.timeout().orElse(tests.component().timeout())));
    return true;
  }

  private static ReleaseTests found(Map<String, ReleaseTests> tests, String name) {
    ReleaseTests found = tests.get(name);
    if (found == null) {
      throw new IllegalArgumentException(name);
    }
    return found;
  }

  private static TestOutcome.Component component(ReleaseTests tests) {
    return new TestOutcome.Component(
        tests.component().name(),
        tests.revision(),
        tests.hooks().stream()
            .map(hook -> new TestOutcome.Test(hook.name(), hook.kind(), tests.lastRun(hook)))
            .toList());
  }

  private static DistroException gone(Order order) {
    return DistroException.of(
        ErrorCode.NOT_FOUND,
        "cannot test distro '%s': it is not installed in namespace '%s'"
            .formatted(order.distro(), order.namespace()),
        "run 'distro list' to see what is");
  }
}
