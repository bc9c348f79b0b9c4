package io.maglev.distro.deploy.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.run.Deadline;
import io.maglev.distro.deploy.run.RunContext;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.model.HookOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is shown of the logs of hooks, and when. */
class HookWaitTest {
  private static final String WRITES = "testbed.distro.maglev.io/logs: \"one\\ntwo\"";
  private static final String FAILS = ", testbed.distro.maglev.io/fail: exit-1";

  private final RunFixture run = new RunFixture();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void logs_areToldWhileTheJobRuns() {
    List<String> early = new ArrayList<>();
    run.time.after(Duration.ofSeconds(5), () -> early.addAll(told()));

    await(live(), WRITES + ", testbed.distro.maglev.io/delay: 10s");

    assertThat(early).containsExactly("one", "two");
    assertThat(told()).as("each once").containsExactly("one", "two");
  }

  @Test
  void logs_jobThatIsDoneAtOnce_hasItsSayToo() {
    await(live(), WRITES);

    assertThat(told()).containsExactly("one", "two");
    assertThat(run.events(ContainerLog.class))
        .allSatisfy(
            log -> {
              assertThat(log.task()).isEqualTo("task");
              assertThat(log.source()).matches("job-[a-z0-9]+/main");
              assertThat(log.lines()).hasSize(1);
            });
  }

  @Test
  void logs_jobThatFails_areNotRepeated() {
    assertThatThrownBy(() -> await(live(), WRITES + FAILS));

    assertThat(told()).containsExactly("one", "two");
  }

  @Test
  void logs_pod_areToldToo() {
    KubeObject pod =
        run.create(
            """
            apiVersion: v1
            kind: Pod
            metadata: { name: once, namespace: ns, annotations: { %s } }
            spec: { restartPolicy: Never, containers: [ { name: main, image: i } ] }
            """
                .formatted(WRITES));

    new HookWait(live()).awaitEnd("task", pod, minute(), 20);

    assertThat(told()).containsExactly("one", "two");
  }

  @Test
  void logs_mayNotBeRead_areNotedOnceAndNoFailure() {
    run.forbid(call -> call.verb().equals("logs"));

    await(live(), WRITES);
    assertThatThrownBy(() -> await(live(), WRITES + FAILS)).hasMessageContaining("the Job failed");

    assertThat(told()).isEmpty();
    assertThat(run.events(Warning.class))
        .hasSize(2)
        .allSatisfy(
            note ->
                assertThat(note.message())
                    .matches("the log of job-[a-z0-9]+/main cannot be followed: you may not .*"));
  }

  @Test
  void logs_notAskedFor_areToldOfFailuresOnly() {
    await(run.context, WRITES);
    assertThat(told()).isEmpty();

    assertThatThrownBy(() -> await(run.context, WRITES + FAILS));
    assertThat(told()).containsExactly("one", "two");
  }

  @Test
  void logs_ofAJobThatTakesTooLong_areTold() {
    String never = WRITES + ", testbed.distro.maglev.io/delay: 10m";

    assertThatThrownBy(() -> await(run.context, never))
        .hasMessageContaining("not finished after 1m");

    assertThat(told()).containsExactly("one", "two");
  }

  @Test
  void logs_ofAPodThatCrashes_areTold() {
    KubeObject job =
        run.create(
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: loops
              namespace: ns
              annotations: { testbed.distro.maglev.io/fail: crash-loop, %s }
            spec: { restartPolicy: Always, containers: [ { name: main, image: i } ] }
            """
                .formatted(WRITES));

    assertThatThrownBy(() -> new HookWait(run.context).awaitEnd("task", job, minute(), 20))
        .hasMessageContaining("CrashLoopBackOff");

    assertThat(told()).containsExactly("one", "two");
  }

  @Test
  void emitLogs_toldAlready_isNotRepeated() {
    KubeObject job = job(WRITES);
    HookWait wait = new HookWait(live());
    wait.awaitEnd("task", job, minute(), 20);

    wait.emitLogs("task", job);

    assertThat(told()).containsExactly("one", "two");
  }

  private List<String> told() {
    return run.events(ContainerLog.class).stream().flatMap(log -> log.lines().stream()).toList();
  }

  private void await(RunContext context, String annotations) {
    new HookWait(context).awaitEnd("task", job(annotations), minute(), 20);
  }

  private KubeObject job(String annotations) {
    run.cluster.list(KubeQuery.of("batch/v1", "Job", "ns")).stream()
        .map(KubeObject::id)
        .forEach(id -> run.cluster.delete(id, DeleteOptions.BACKGROUND));
    String text = ScriptedRenderer.job("job", HookPhase.PRE_INSTALL, 0, annotations).manifest();
    return run.cluster.create(RunFixture.object(text).inNamespace("ns"));
  }

  private Deadline minute() {
    return run.in(Duration.ofMinutes(1));
  }

  private RunContext live() {
    RunContext plain = run.context;
    return new RunContext(
        plain.kube(),
        plain.live(),
        plain.listener(),
        plain.clock(),
        plain.fence(),
        plain.secrets(),
        new HookOptions(true, true),
        plain.safety());
  }
}
