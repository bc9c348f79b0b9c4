package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.plan.PlanFixtures.component;
import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.deploy.plan.PlannedComponent;
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
  void run_failureOfAnOptionalTask_holdsBackNobody() {
    PlannedComponent optional = new PlannedComponent("a", List.of(), true);

    List<TaskEnded> results =
        run(
            List.of(optional, component("b", "a")),
            2,
            task -> {
              if (task.id().equals("a")) {
                throw DistroException.of(ErrorCode.DEPLOY_FAILED, "broken");
              }
              return true;
            });

    assertThat(result(results, "b").outcome()).isEqualTo(Outcome.DONE);
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

  private static List<TaskEnded> run(
      List<PlannedComponent> components, int parallel, GraphRunner.Work work) {
    TaskGraph graph =
        TaskGraph.forward(components, List.of(), HookPhase.PRE_INSTALL, HookPhase.POST_INSTALL);
    return new GraphRunner(graph, work, SILENT, SecretMask.NONE).run(parallel);
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
