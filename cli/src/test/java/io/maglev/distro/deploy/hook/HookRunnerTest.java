package io.maglev.distro.deploy.hook;

import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.model.progress.RunEvent.Warning;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HookRunnerTest {
  private static final String FAILS = "testbed.distro.maglev.io/fail: exit-1";
  private static final String BEFORE = "before-hook-creation";
  private static final String CRD =
      """
      apiVersion: apiextensions.k8s.io/v1
      kind: CustomResourceDefinition
      metadata: { name: %1$s.example.org }
      spec:
        group: example.org
        scope: Namespaced
        names: { kind: %2$s, plural: %1$s }
        versions: [ { name: v1, served: true, storage: true } ]
      """;

  private final RunFixture run = new RunFixture();
  private final List<String> journal = new ArrayList<>();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void run_order_isWeightThenNameThenAsGiven() {
    run(
        hook(configMapText("b"), 0),
        hook(configMapText("a"), 0),
        hook(configMapText("late"), 10),
        hook(configMapText("early"), -10));

    assertThat(run.writes())
        .containsExactly(
            "create ConfigMap/ns/early",
            "create ConfigMap/ns/a",
            "create ConfigMap/ns/b",
            "create ConfigMap/ns/late");
  }

  @Test
  void run_equalNames_keepTheOrderOfKinds() {
    String secret = "{ apiVersion: v1, kind: Secret, metadata: { name: x } }";

    run(hook(secret, 0), hook(configMapText("x"), 0));

    assertThat(run.writes()).containsExactly("create Secret/ns/x", "create ConfigMap/ns/x");
  }

  @Test
  void run_otherPhases_areLeftAlone() {
    RenderedHook upgrade = hook(configMapText("a"), 0, List.of(HookPhase.PRE_UPGRADE), BEFORE);
    RenderedHook both =
        hook(configMapText("b"), 0, List.of(HookPhase.PRE_UPGRADE, HookPhase.PRE_INSTALL), BEFORE);

    run(upgrade, both);

    assertThat(run.writes()).containsExactly("create ConfigMap/ns/b");
  }

  @Test
  void run_eachWaitsForTheOneBefore() {
    RenderedHook first = hook(job("first", "testbed.distro.maglev.io/delay: 30s"), 0);

    run(first, hook(configMapText("second"), 1));

    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(Duration.ofSeconds(29).toNanos());
    assertThat(journal)
        .containsExactly("first Running", "first Succeeded", "second Running", "second Succeeded");
  }

  @Test
  void run_jobFails_saysWhyAndStopsThere() {
    assertThatThrownBy(() -> run(hook(job("bad", FAILS), 0), hook(configMapText("next"), 1)))
        .hasMessage(
            "cannot run pre-install hook 'bad' of 'app': Job/ns/bad: the Job failed: Job has"
                + " reached the specified backoff limit")
        .asInstanceOf(type(DistroException.class))
        .satisfies(e -> assertThat(e.where().get(0).file()).isEqualTo("chart/templates/bad.yaml"));
    assertThat(journal).containsExactly("bad Running", "bad Failed");
    assertThat(run.get("v1", "ConfigMap", "next")).isEmpty();
  }

  @Test
  void run_jobDoesNotEnd_failsAtTheDeadline() {
    assertThatThrownBy(() -> run(hook(job("slow", "testbed.distro.maglev.io/delay: 1h"), 0)))
        .hasMessageEndingWith("Job/ns/slow: not finished after 1m");
  }

  @Test
  void run_podSucceeds_counts() {
    run(hook(pod("once", "Never", ""), 0));

    assertThat(journal).containsExactly("once Running", "once Succeeded");
  }

  @Test
  void run_podThatOnlyBecomesReady_doesNotCount() {
    assertThatThrownBy(() -> run(hook(pod("server", "Always", ""), 0)))
        .hasMessageEndingWith("Pod/ns/server: not finished after 1m");
  }

  @Test
  void run_jobDeletedByItsTimeToLive_countsAsItEnded() {
    deleteAfter(Duration.ofSeconds(10), "Job.batch", "once");

    run(hook(job("once", "testbed.distro.maglev.io/delay: 5s"), 0));

    assertThat(journal).endsWith("once Succeeded");
  }

  @Test
  void run_jobDeletedWhileItRuns_countsAsInHelmWithAWarning() {
    run.time.after(
        Duration.ofSeconds(5),
        () ->
            run.cluster.delete(
                new ResourceId("batch/v1", "Job", "ns", "once"), DeleteOptions.BACKGROUND));

    run(hook(job("once", "testbed.distro.maglev.io/delay: 1h"), 0));

    assertThat(journal).endsWith("once Succeeded");
    assertThat(run.events(Warning.class))
        .singleElement()
        .satisfies(
            warning -> assertThat(warning.message()).startsWith("Job/ns/once was deleted before"));
  }

  @Test
  void run_jobWhosePodsCrash_isLeftToItsBackoffLimit() {
    String job =
        job("retry", "testbed.distro.maglev.io/fail: crash-loop")
            .replace("restartPolicy: Never", "restartPolicy: OnFailure");

    assertThatThrownBy(() -> run(hook(job, 0)))
        .hasMessageEndingWith("Job/ns/retry: not finished after 1m");
  }

  @Test
  void run_jobWhosePodsCannotStart_failsFast() {
    assertThatThrownBy(() -> run(hook(job("bad", "testbed.distro.maglev.io/fail: image-pull"), 0)))
        .hasMessageContaining("ImagePullBackOff");
    assertThat(run.clock.nanoTime()).isLessThan(Duration.ofSeconds(20).toNanos());
  }

  @Test
  void run_beforeCreation_replacesWhatIsThere() {
    KubeObject old = run.cluster.create(configMap("x", ""));

    run(hook(configMapText("x"), 0, HookPhase.PRE_INSTALL, BEFORE));

    assertThat(run.get("v1", "ConfigMap", "x").orElseThrow().uid()).isNotEqualTo(old.uid());
  }

  @Test
  void run_noBeforeCreationAndTheNameTaken_failsAndDeletesNothing() {
    KubeObject others = run.cluster.create(configMap("x", ""));
    RenderedHook earlier = hook(configMapText("a"), -1, HookPhase.PRE_INSTALL, "hook-succeeded");
    RenderedHook hook = hook(configMapText("x"), 0, HookPhase.PRE_INSTALL, "hook-failed");

    assertThatThrownBy(() -> run(earlier, hook)).hasMessageContaining("already exists");

    assertThat(run.get("v1", "ConfigMap", "x").orElseThrow().uid()).isEqualTo(others.uid());
    assertThat(run.get("v1", "ConfigMap", "a")).isPresent();
    assertThat(journal).endsWith("x Running", "x Failed");
  }

  @Test
  void run_succeeded_deletesInReverseOnceAllHaveSucceeded() {
    run(
        hook(configMapText("a"), 0, HookPhase.PRE_INSTALL, "hook-succeeded"),
        hook(configMapText("b"), 1, HookPhase.PRE_INSTALL, "hook-succeeded"),
        hook(configMapText("c"), 2, HookPhase.PRE_INSTALL, BEFORE));

    assertThat(run.writes())
        .containsExactly(
            "create ConfigMap/ns/a",
            "create ConfigMap/ns/b",
            "create ConfigMap/ns/c",
            "delete ConfigMap/ns/b",
            "delete ConfigMap/ns/a");
  }

  @Test
  void run_failed_deletesTheFailedOneAndEarlierSucceededOnes() {
    assertThatThrownBy(
            () ->
                run(
                    hook(configMapText("a"), 0, HookPhase.PRE_INSTALL, "hook-succeeded"),
                    hook(configMapText("b"), 1, HookPhase.PRE_INSTALL, "hook-failed"),
                    hook(job("bad", FAILS), 2, HookPhase.PRE_INSTALL, "hook-failed")))
        .hasMessageContaining("the Job failed");

    assertThat(run.get("v1", "ConfigMap", "a")).isEmpty();
    assertThat(run.get("v1", "ConfigMap", "b")).isPresent();
    assertThat(run.get("batch/v1", "Job", "bad")).isEmpty();
  }

  @Test
  void run_failedWithoutPolicy_leavesTheJobToLookAt() {
    assertThatThrownBy(() -> run(hook(job("bad", FAILS), 0)));

    assertThat(run.get("batch/v1", "Job", "bad")).isPresent();
  }

  @Test
  void run_tidyingUpFails_tellsOfTheHookFirst() {
    run.forbid(call -> call.verb().equals("delete"));

    assertThatThrownBy(() -> run(hook(job("bad", FAILS), 0, HookPhase.PRE_INSTALL, "hook-failed")))
        .hasMessageContaining("the Job failed")
        .cause()
        .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
  }

  @Test
  void run_definitions_areNeverDeleted() {
    run(hook(CRD.formatted("widgets", "Widget"), 0, HookPhase.PRE_INSTALL, "hook-succeeded"));

    assertThat(run.writes()).containsExactly("create CustomResourceDefinition/widgets.example.org");
  }

  @Test
  void run_outputOnSuccess_emitsTheLogs() {
    String annotation = "testbed.distro.maglev.io/logs: done";

    run(
        withLogs(hook(job("told", annotation), 0), "hook-succeeded"),
        withLogs(hook(job("silent", annotation), 1), "hook-failed"));

    assertThat(run.events(ContainerLog.class))
        .singleElement()
        .satisfies(
            log -> {
              assertThat(log.source()).startsWith("told-").endsWith("/main");
              assertThat(log.lines()).containsExactly("done");
            });
  }

  @Test
  void run_logsForbidden_isNoFailure() {
    run.forbid(call -> call.verb().equals("list"));

    run(withLogs(hook(job("told", "testbed.distro.maglev.io/logs: done"), 0), "hook-succeeded"));

    assertThat(journal).endsWith("told Succeeded");
  }

  @Test
  void run_failure_emitsTheLogsWhateverThePolicy() {
    assertThatThrownBy(
        () -> run(hook(job("bad", FAILS + ", testbed.distro.maglev.io/logs: why"), 0)));

    assertThat(run.events(ContainerLog.class))
        .extracting(ContainerLog::lines)
        .containsOnly(List.of("why"));
  }

  @Test
  void run_failureAndPodsMayNotBeListed_stillSaysWhatFailed() {
    run.forbid(call -> call.verb().equals("list"));

    assertThatThrownBy(() -> run(hook(job("bad", FAILS), 0)))
        .hasMessageContaining("the Job failed");
  }

  @Test
  void run_objectThatDoesNotGo_isNamedWithItsFinalizers() {
    run.cluster.create(configMap("x", "finalizers: [ example.org/stay ]"));

    assertThatThrownBy(() -> run(hook(configMapText("x"), 0)))
        .hasMessageContaining(
            "cannot delete ConfigMap/ns/x: it still exists after 1m, held by the finalizers"
                + " [example.org/stay]");
  }

  @Test
  void run_eachHook_isAStep() {
    run(hook(configMapText("x"), 0));

    assertThat(run.events(StepStarted.class))
        .containsExactly(new StepStarted("app", "pre-install hook ConfigMap/x"));
  }

  @Test
  void run_kindThatIsNotServed_isNamed() {
    assertThatThrownBy(
            () -> run(hook("{ apiVersion: a.b/v1, kind: Nope, metadata: { name: x } }", 0)))
        .hasMessageContaining("no matches for kind \"Nope\" in version \"a.b/v1\"")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.CLUSTER_UNSUITABLE);
  }

  @Test
  void run_cannotBeBuiltOrCleared_hasNotRun() {
    run.cluster.create(configMap("stuck", "finalizers: [ example.org/stay ]"));
    String number =
        "{ apiVersion: v1, kind: ConfigMap, metadata: { name: number, labels: { a: 1 } } }";

    assertThatThrownBy(() -> run(hook(configMapText("stuck"), 0)));
    assertThatThrownBy(() -> run(hook(number, 0)))
        .hasMessageEndingWith("cannot use ConfigMap/number: metadata.labels.a is no text");

    assertThat(journal).as("Helm notes nothing before it has built the object").isEmpty();
  }

  @Test
  void run_eventNamedTwice_runsTwice() {
    run(hook(configMapText("x"), 0, List.of(HookPhase.PRE_INSTALL, HookPhase.PRE_INSTALL), BEFORE));

    assertThat(run.writes())
        .containsExactly("create ConfigMap/ns/x", "delete ConfigMap/ns/x", "create ConfigMap/ns/x");
  }

  @Test
  void run_kindOfAnEarlierHook_isKnown() {
    String crd = CRD.formatted("sprockets", "Sprocket");
    String own = "{ apiVersion: example.org/v1, kind: Sprocket, metadata: { name: one } }";

    run(hook(crd, 0), hook(own, 1));

    assertThat(run.get("example.org/v1", "Sprocket", "one")).isPresent();
  }

  @Test
  void run_generatedName_cannotBeClearedButGoesByTheNameItGot() {
    String generated = "{ apiVersion: v1, kind: ConfigMap, metadata: { generateName: some- } }";

    assertThatThrownBy(() -> run(hook(generated, 0)))
        .hasMessageContaining("cannot delete a ConfigMap with generateName: it has no name yet");
    assertThat(run.writes()).isEmpty();

    run(hook(generated, 0, HookPhase.PRE_INSTALL, "hook-failed"));
    assertThat(run.writes()).hasSize(1);
    run(hook(generated, 0, HookPhase.PRE_INSTALL, "hook-succeeded"));
    assertThat(run.writes()).hasSize(3);
    assertThat(run.writes().get(2)).startsWith("delete ConfigMap/ns/some-");
  }

  private void run(RenderedHook... hooks) {
    new HookRunner(run.context)
        .run(
            new HookRunner.Request(
                "app", "ns", List.of(hooks), HookPhase.PRE_INSTALL, run.in(Duration.ofMinutes(1))),
            (hook, ran) -> journal.add(hook.name() + " " + ran.phase().text()));
  }

  private void deleteAfter(Duration delay, String groupKind, String name) {
    run.time.after(
        delay,
        () -> {
          Optional<KubeObject> found =
              run.cluster.objects().stream()
                  .filter(o -> o.id().groupKind().equals(groupKind) && o.name().equals(name))
                  .findFirst();
          found.ifPresent(o -> run.cluster.delete(o.id(), DeleteOptions.BACKGROUND));
        });
  }

  private static RenderedHook hook(String manifest, int weight) {
    return hook(manifest, weight, HookPhase.PRE_INSTALL, BEFORE);
  }

  private static RenderedHook hook(String manifest, int weight, HookPhase phase, String policy) {
    return hook(manifest, weight, List.of(phase), policy);
  }

  private static RenderedHook hook(
      String manifest, int weight, List<HookPhase> phases, String policy) {
    KubeObject object = RunFixture.object(manifest);
    return new RenderedHook(
        object.name(),
        object.kind(),
        "chart/templates/" + object.name() + ".yaml",
        manifest,
        phases,
        weight,
        List.of(policy),
        List.of());
  }

  private static RenderedHook withLogs(RenderedHook hook, String policy) {
    return new RenderedHook(
        hook.name(),
        hook.kind(),
        hook.path(),
        hook.manifest(),
        hook.events(),
        hook.weight(),
        hook.deletePolicies(),
        List.of(policy));
  }

  private static String configMapText(String name) {
    return "{ apiVersion: v1, kind: ConfigMap, metadata: { name: " + name + " } }";
  }

  private static String job(String name, String podAnnotation) {
    return ScriptedRenderer.job(name, HookPhase.PRE_INSTALL, 0, podAnnotation).manifest();
  }

  private static String pod(String name, String restart, String annotation) {
    return """
        apiVersion: v1
        kind: Pod
        metadata: { name: %s, annotations: { %s } }
        spec: { restartPolicy: %s, containers: [ { name: main, image: i } ] }
        """
        .formatted(name, annotation, restart);
  }
}
