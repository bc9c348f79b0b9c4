package io.maglev.distro.deploy.run;

import static io.maglev.distro.deploy.plan.PlanFixtures.component;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.plan.PlannedComponent;
import io.maglev.distro.deploy.plan.PlannedHook;
import io.maglev.distro.deploy.plan.Task;
import io.maglev.distro.deploy.plan.TaskGraph;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent.Outcome;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class GraphRunnerTest {
  private static final RunListener SILENT = event -> {};

  @Test
  void run_chain_startsEachAfterItsPrerequisites() {
    List<String> order = Collections.synchronizedList(new ArrayList<>());

    run(
        List.of(component("c", "b"), component("b", "a"), component("a")),
        8,
        task -> order.add(task.id()));

    assertThat(order).containsExactly("a", "b", "c");
  }

  @Test
  void run_independentTasks_runAtTheSameTime() {
    CountDownLatch both = new CountDownLatch(2);

    List<TaskEnded> results =
        run(
            List.of(component("a"), component("b")),
            2,
            task -> {
              both.countDown();
              return await(both);
            });

    assertThat(results).extracting(TaskEnded::outcome).containsOnly(Outcome.DONE);
  }

  @Test
  void run_limitOfOne_runsOneAtATime() {
    AtomicInteger running = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    run(
        List.of(component("a"), component("b"), component("c")),
        1,
        task -> {
          most.accumulateAndGet(running.incrementAndGet(), Math::max);
          running.decrementAndGet();
          return true;
        });

    assertThat(most).hasValue(1);
  }

  @Test
  void run_failure_holdsBackDependentsAndNothingElse() {
    List<TaskEnded> results =
        run(
            List.of(component("a"), component("b", "a"), component("c", "b"), component("other")),
            4,
            task -> {
              if (task.id().equals("a")) {
                throw DistroException.of(ErrorCode.DEPLOY_FAILED, "broken");
              }
              return true;
            });

    assertThat(results)
        .extracting(result -> result.task() + " " + result.outcome())
        .containsExactlyInAnyOrder("a FAILED", "b HELD_BACK", "c HELD_BACK", "other DONE");
    assertThat(result(results, "b").heldBackBy()).contains("a");
    assertThat(result(results, "a").failure()).get().extracting("message").isEqualTo("broken");
  }

  @Test
  void run_failureOfAnOptionalTask_holdsBackWhatRequiresItButNoBarrier() {
    TaskGraph graph =
        TaskGraph.forward(
            List.of(
                new PlannedComponent("a", List.of(), true),
                component("b", "a"),
                component("c", "b"),
                component("other")),
            List.of(
                new PlannedHook("all", Set.of(HookPhase.POST_INSTALL), List.of(), List.of()),
                new PlannedHook("tied", Set.of(HookPhase.POST_INSTALL), List.of(), List.of("a"))),
            HookPhase.PRE_INSTALL,
            HookPhase.POST_INSTALL);

    List<TaskEnded> results =
        new GraphRunner(graph, GraphRunnerTest::breakA, SILENT, SecretMask.NONE).run(2);

    assertThat(results)
        .extracting(result -> result.task() + " " + result.outcome())
        .containsExactlyInAnyOrder(
            "a FAILED",
            "b HELD_BACK",
            "c HELD_BACK",
            "other DONE",
            "all (post-install) DONE",
            "tied (post-install) HELD_BACK");
    ToleratedFailures tolerated = ToleratedFailures.of(results, "a"::equals);
    assertThat(results).allMatch(tolerated::isFine);
    assertThat(ToleratedFailures.of(results, id -> false).isFine(result(results, "c"))).isFalse();
  }

  @Test
  void run_barrier_isHeldBackByAnyOtherFailure() {
    TaskGraph graph =
        TaskGraph.forward(
            List.of(component("a"), new PlannedComponent("b", List.of("a"), true)),
            List.of(new PlannedHook("all", Set.of(HookPhase.POST_INSTALL), List.of(), List.of())),
            HookPhase.PRE_INSTALL,
            HookPhase.POST_INSTALL);

    List<TaskEnded> results =
        new GraphRunner(graph, GraphRunnerTest::breakA, SILENT, SecretMask.NONE).run(2);

    assertThat(result(results, "all (post-install)").outcome()).isEqualTo(Outcome.HELD_BACK);
    // An optional one that never had its chance has failed nobody.
    assertThat(ToleratedFailures.of(results, "b"::equals).contains("b")).isFalse();
  }

  @Test
  void run_defect_isReportedAsInternal() {
    List<TaskEnded> results =
        run(
            List.of(component("a")),
            1,
            task -> {
              throw new IllegalStateException("oops");
            });

    assertThat(result(results, "a").failure().orElseThrow().code()).isEqualTo(ErrorCode.INTERNAL);
  }

  @Test
  void run_nothingToDo_isUnchanged() {
    assertThat(run(List.of(component("a")), 1, task -> false))
        .extracting(TaskEnded::outcome)
        .containsExactly(Outcome.UNCHANGED);
  }

  @Test
  void run_failureAndDefect_tellNoSecret() {
    SecretMask secrets = SecretMask.of(List.of("s3cret"));
    TaskGraph graph = graph(List.of(component("a"), component("b")));

    List<TaskEnded> results =
        new GraphRunner(
                graph,
                task -> {
                  if (task.id().equals("a")) {
                    throw DistroException.of(ErrorCode.DEPLOY_FAILED, "refused s3cret");
                  }
                  throw new IllegalStateException("s3cret");
                },
                SILENT,
                secrets)
            .run(1);

    assertThat(result(results, "a").failure().orElseThrow()).hasMessage("refused ***");
    assertThat(result(results, "b").failure().orElseThrow())
        .hasMessage("cannot finish 'b': internal error: java.lang.IllegalStateException: ***");
  }

  @Test
  void run_manyTasksInChainsAndOneThread_comeToAnEnd() {
    List<PlannedComponent> components = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      components.add(i < 20 ? component("c" + i) : component("c" + i, "c" + (i - 20)));
    }

    List<TaskEnded> results = run(components, 1, task -> true);

    assertThat(results).hasSize(200).allMatch(TaskEnded::succeeded);
  }

  @Test
  void run_eachTask_isToldOnceAndInOrder() {
    List<String> told = Collections.synchronizedList(new ArrayList<>());
    GraphRunner runner =
        new GraphRunner(
            graph(List.of(component("b", "a"), component("a"))),
            task -> true,
            event -> told.add(event.getClass().getSimpleName()),
            SecretMask.NONE);

    runner.run(4);

    assertThat(told)
        .containsExactly("RunStarted", "TaskStarted", "TaskEnded", "TaskStarted", "TaskEnded");
  }

  @Test
  void run_interrupted_hasTasksEndBeforeItReturns() throws InterruptedException {
    CountDownLatch started = new CountDownLatch(1);
    AtomicInteger ended = new AtomicInteger();
    AtomicInteger endedOnReturn = new AtomicInteger(-1);
    Thread runner =
        new Thread(
            () -> {
              try {
                run(
                    List.of(component("a"), component("b", "a")),
                    2,
                    task -> {
                      started.countDown();
                      waitForInterrupt();
                      ended.incrementAndGet();
                      return true;
                    });
              } catch (DistroException e) {
                endedOnReturn.set(ended.get());
              }
            });
    runner.start();
    assertThat(await(started)).isTrue();

    runner.interrupt();
    runner.join(10_000);

    assertThat(endedOnReturn).hasValue(1);
  }

  private static void waitForInterrupt() {
    try {
      Thread.sleep(60_000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static boolean breakA(Task task) {
    if (task.id().equals("a")) {
      throw DistroException.of(ErrorCode.DEPLOY_FAILED, "broken");
    }
    return true;
  }

  private static TaskGraph graph(List<PlannedComponent> components) {
    return TaskGraph.forward(components, List.of(), HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL);
  }

  private static List<TaskEnded> run(
      List<PlannedComponent> components, int parallel, GraphRunner.Work work) {
    return new GraphRunner(graph(components), work, SILENT, SecretMask.NONE).run(parallel);
  }

  private static TaskEnded result(List<TaskEnded> results, String id) {
    return results.stream().filter(r -> r.task().equals(id)).findFirst().orElseThrow();
  }

  private static boolean await(CountDownLatch latch) {
    try {
      return latch.await(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
