package io.maglev.distro.action;

import io.maglev.distro.deploy.DistroTester;
import io.maglev.distro.deploy.TestOutcome;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.ComponentKind;
import io.maglev.distro.model.Selection;
import io.maglev.distro.model.progress.RunEvent.RunEnded;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunListener;
import io.maglev.distro.release.DistroRevision;
import io.maglev.distro.release.DistroRevisionStore;
import io.maglev.distro.release.HookRun;
import io.maglev.distro.release.SecretReleaseStore;
import io.maglev.distro.release.SecretRevisionStore;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the tests of an installed distro's components. */
public final class TestAction {

  /**
   * What is asked for.
   *
   * @param distro its name; empty: the only one there is
   * @param selection which components are tested
   * @param logs whether what tests write is told while they write it
   */
  public record Request(
      ClusterRequest cluster,
      Optional<String> distro,
      Selection selection,
      Optional<Duration> timeout,
      boolean logs) {}

  /**
   * What came of it.
   *
   * @param components in the order of deployment
   * @param failures one for each component that failed
   */
  public record Result(
      String distro,
      String namespace,
      String version,
      int revision,
      List<Component> components,
      List<DistroException> failures) {}

  /**
   * One component.
   *
   * @param revision of its release that was tested, 0 if there is none
   * @param failure why it failed
   * @param tests in the order they run; empty if its chart has none
   */
  public record Component(
      String name, int revision, Optional<DistroException> failure, List<Test> tests) {}

  /**
   * One test.
   *
   * @param phase as in Helm's record: {@code Succeeded}, {@code Failed}; {@code Skipped} if one
   *     before it failed
   */
  public record Test(
      String name,
      String kind,
      String phase,
      Optional<OffsetDateTime> startedAt,
      Optional<OffsetDateTime> completedAt) {}

  private final Clock clock;

  public TestAction(Clock clock) {
    this.clock = clock;
  }

  /** Runs them. */
  public Result run(Request request, RunListener listener) {
    try (KubeGateway kube = Clusters.open(request.cluster())) {
      DistroRevisionStore revisions = new SecretRevisionStore(kube, clock);
      DistroRevision installed =
          new InstalledDistros(revisions, request.cluster().namespace())
              .find(request.distro(), "test");
      Map<String, ComponentKind> kinds = new LinkedHashMap<>();
      installed.content().components().forEach(each -> kinds.put(each.name(), each.kind()));
      DistroTester.Order order =
          new DistroTester.Order(
              installed.key().namespace(),
              installed.key().distro(),
              request.selection().choose(kinds),
              request.timeout(),
              request.logs(),
              Operator.name());
      TestOutcome outcome =
          new DistroTester(kube, new SecretReleaseStore(kube, clock), revisions, clock)
              .test(order, listener);
      Result result = result(outcome);
      listener.onEvent(
          new RunEnded(result.failures().isEmpty(), outcome.revision().status().text()));
      return result;
    }
  }

  private static Result result(TestOutcome outcome) {
    Map<String, DistroException> failures = new LinkedHashMap<>();
    for (TaskEnded task : outcome.tasks()) {
      task.failure().ifPresent(failure -> failures.put(task.task(), failure));
    }
    DistroRevision revision = outcome.revision();
    return new Result(
        revision.key().distro(),
        revision.key().namespace(),
        revision.version(),
        revision.key().revision(),
        outcome.components().stream()
            .map(
                each ->
                    new Component(
                        each.name(),
                        each.releaseRevision(),
                        Optional.ofNullable(failures.get(each.name())),
                        each.tests().stream().map(TestAction::test).toList()))
            .toList(),
        List.copyOf(failures.values()));
  }

  private static Test test(TestOutcome.Test test) {
    return new Test(
        test.name(),
        test.kind(),
        test.run().map(HookRun::phase).map(HookRun.Phase::text).orElse("Skipped"),
        test.run().flatMap(HookRun::startedAt),
        test.run().flatMap(HookRun::completedAt));
  }
}
