package io.maglev.distro.deploy.hook;

import static io.maglev.distro.deploy.run.RunFixture.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.object.DataGuard;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.release.RevisionHook;
import io.maglev.distro.release.RevisionKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DistroHookRunnerTest {
  private static final RevisionKey HOME = new RevisionKey("home", "demo", 3);
  private static final String FAILS = "testbed.distro.maglev.io/fail: exit-1";

  private final RunFixture run = new RunFixture();

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void run_plainObjects_areMarkedWithTheHook() {
    run(plain(text("ConfigMap", "a", "")));

    assertThat(run.get("v1", "ConfigMap", "a").orElseThrow().annotations())
        .containsEntry("distro.maglev.io/hook", "home/demo/pki");
  }

  @Test
  void run_order_isByWeightThenPlainObjectsThenHooksByName() {
    RevisionHook hook =
        hook(
            text("ConfigMap", "plain", "")
                + text("ConfigMap", "first", "helm.sh/hook-weight: '-5'")
                + text("ConfigMap", "odd", "helm.sh/hook-weight: much"),
            List.of(helmHook("b", 0), helmHook("a", 0), helmHook("early", -10)));

    run(hook);

    assertThat(run.writes())
        .containsExactly(
            "apply ConfigMap/ns/early",
            "apply ConfigMap/ns/first",
            "apply ConfigMap/ns/plain",
            "apply ConfigMap/ns/odd",
            "apply ConfigMap/ns/a",
            "apply ConfigMap/ns/b");
  }

  @Test
  void run_hooksOfOtherPhases_areLeftOut() {
    RenderedHook later =
        new RenderedHook(
            "later",
            "ConfigMap",
            "p",
            text("ConfigMap", "later", ""),
            List.of(HookPhase.POST_INSTALL),
            0,
            List.of(),
            List.of());

    run(hook("", List.of(later)));

    assertThat(run.writes()).isEmpty();
  }

  @Test
  void run_forTheNextRevision_leavesSecretsAndMakesJobsAnew() {
    RevisionHook hook = plain(text("Secret", "ca", "") + job("issue", ""));
    run(hook);
    String secret = uid("v1", "Secret", "ca");
    String job = uid("batch/v1", "Job", "issue");

    run(hook, new RevisionKey("home", "demo", 4));

    assertThat(uid("v1", "Secret", "ca")).isEqualTo(secret);
    assertThat(uid("batch/v1", "Job", "issue")).isNotEqualTo(job);
  }

  @Test
  void run_jobOfAKilledRunOfTheRevision_isWaitedForAndNotMadeAnew() {
    RevisionHook hook = plain(job("issue", "testbed.distro.maglev.io/delay: 60s"));
    assertThatThrownBy(() -> run(hook, HOME, Duration.ofSeconds(1)));
    String job = uid("batch/v1", "Job", "issue");

    run(hook);

    assertThat(uid("batch/v1", "Job", "issue")).isEqualTo(job);
    assertThat(run.get("batch/v1", "Job", "issue").orElseThrow().number("status", "succeeded"))
        .contains(1L);
  }

  @Test
  void run_jobOfAnotherPhase_isMadeAnew() {
    run(plain(job("issue", "")));
    String job = uid("batch/v1", "Job", "issue");

    run(hook(HookPhase.POST_INSTALL, job("issue", ""), List.of()));

    assertThat(uid("batch/v1", "Job", "issue")).isNotEqualTo(job);
  }

  @Test
  void run_jobOfTheRevisionHasFailed_isMadeAnew() {
    assertThatThrownBy(() -> run(plain(job("issue", FAILS))));
    String job = uid("batch/v1", "Job", "issue");

    run(plain(job("issue", "")));

    assertThat(uid("batch/v1", "Job", "issue")).isNotEqualTo(job);
  }

  @Test
  void run_objectMarkedByAnEarlierTool_isTakenOverAndMarkedAnew() {
    run.cluster.apply(
        configMap("a", "annotations: { distro.maglev.io/hook: pki }"), ApplyOptions.HELM);

    run(plain(text("ConfigMap", "a", "")));

    assertThat(run.get("v1", "ConfigMap", "a").orElseThrow().annotations())
        .containsEntry("distro.maglev.io/hook", "home/demo/pki")
        .containsEntry("distro.maglev.io/hook-run", "pre-install/3");
  }

  @Test
  void run_objectOfTheSameHookOfAnotherDistro_isRefused() {
    run(plain(text("ConfigMap", "a", "")));

    assertThatThrownBy(
            () -> run(plain(text("ConfigMap", "a", "")), new RevisionKey("home", "other", 3)))
        .hasMessageEndingWith("ConfigMap/ns/a exists and is not this hook's own");
  }

  @Test
  void run_nameIsSomebodyElses_isRefusedAndLeftAsItIs() {
    KubeObject others = run.cluster.create(configMap("a", ""));

    assertThatThrownBy(() -> run(plain(text("ConfigMap", "a", ""))))
        .hasMessage("cannot run hook 'task': ConfigMap/ns/a exists and is not this hook's own")
        .satisfies(
            e -> {
              DistroException refused = (DistroException) e;
              assertThat(refused.code()).isEqualTo(ErrorCode.OWNERSHIP_CONFLICT);
              assertThat(refused.hint().orElseThrow())
                  .contains("distro.maglev.io/hook=home/demo/pki");
            });
    assertThat(run.get("v1", "ConfigMap", "a")).contains(others);
  }

  @Test
  void run_jobOfSomebodyElse_isNotReplaced() {
    KubeObject others = run.cluster.create(RunFixture.object(job("issue", "")).inNamespace("ns"));

    assertThatThrownBy(() -> run(plain(job("issue", ""))))
        .hasMessageContaining("is not this hook's own");
    assertThat(uid("batch/v1", "Job", "issue")).isEqualTo(others.uid());
  }

  @Test
  void run_jobFails_failsTheHook() {
    assertThatThrownBy(() -> run(plain(text("ConfigMap", "a", "") + job("bad", FAILS))))
        .hasMessageStartingWith("cannot run hook 'task': Job/ns/bad: the Job failed")
        .satisfies(
            e ->
                assertThat(((DistroException) e).where().get(0).toString())
                    .isEqualTo("hook pki, Job/bad"));
    assertThat(run.get("v1", "ConfigMap", "a")).isPresent();
  }

  @Test
  void run_deletePolicies_applyOnSuccess() {
    run(
        plain(
            text(
                    "ConfigMap",
                    "gone",
                    "helm.sh/hook-delete-policy: ' Before-Hook-Creation , HOOK-SUCCEEDED'")
                + text("ConfigMap", "stays", "helm.sh/hook-delete-policy: hook-failed")));

    assertThat(run.get("v1", "ConfigMap", "gone")).isEmpty();
    assertThat(run.get("v1", "ConfigMap", "stays")).isPresent();
  }

  @Test
  void run_deletePolicies_applyOnFailure() {
    String failing =
        job("bad", FAILS)
            .replace(
                "name: bad",
                "name: bad\n  annotations: { helm.sh/hook-delete-policy: hook-failed }");

    assertThatThrownBy(
            () ->
                run(
                    plain(
                        text("ConfigMap", "gone", "helm.sh/hook-delete-policy: hook-succeeded")
                            + text("ConfigMap", "stays", "helm.sh/hook-delete-policy: hook-failed")
                            + failing)))
        .hasMessageContaining("the Job failed");

    assertThat(run.get("v1", "ConfigMap", "gone")).isEmpty();
    assertThat(run.get("v1", "ConfigMap", "stays")).isPresent();
    assertThat(run.get("batch/v1", "Job", "bad")).isEmpty();
  }

  @Test
  void remove_takesItsOwnAndNothingElse() {
    RevisionHook hook =
        hook(
            text("ConfigMap", "own", "")
                + text("Secret", "kept", "helm.sh/resource-policy: keep")
                + text("ConfigMap", "missing", ""),
            List.of(helmHook("helm", 0)));
    run(hook);
    run.cluster.delete(
        run.get("v1", "ConfigMap", "missing").orElseThrow().id(), DeleteOptions.BACKGROUND);
    run.cluster.create(configMap("missing", ""));

    remove(hook, false);

    assertThat(run.get("v1", "ConfigMap", "own")).isEmpty();
    assertThat(run.get("v1", "ConfigMap", "helm")).isEmpty();
    assertThat(run.get("v1", "Secret", "kept")).isPresent();
    assertThat(run.get("v1", "ConfigMap", "missing")).isPresent();
  }

  @Test
  void remove_claims_onlyWhereDataMayGo() {
    RevisionHook hook = plain(text("PersistentVolumeClaim", "data", ""));
    run(hook);

    remove(hook, false);
    assertThat(run.get("v1", "PersistentVolumeClaim", "data")).isPresent();

    remove(hook, true);
    assertThat(run.get("v1", "PersistentVolumeClaim", "data")).isEmpty();
  }

  @Test
  void remove_kindThatIsNoLongerServed_isNoObstacle() {
    remove(
        plain(
            "---\n{ apiVersion: a.b/v1, kind: Gone, metadata: { name: x } }\n"
                + text("ConfigMap", "a", "")),
        false);

    assertThat(run.writes()).isEmpty();
  }

  private void run(RevisionHook hook) {
    run(hook, HOME);
  }

  private void run(RevisionHook hook, RevisionKey revision) {
    run(hook, revision, Duration.ofMinutes(5));
  }

  private void run(RevisionHook hook, RevisionKey revision, Duration patience) {
    new DistroHookRunner(run.context, revision).run("task", hook, run.in(patience));
  }

  private void remove(RevisionHook hook, boolean deleteData) {
    new DistroHookRunner(run.context, HOME).remove(hook, new DataGuard(run.context, deleteData));
  }

  private String uid(String apiVersion, String kind, String name) {
    return run.get(apiVersion, kind, name).orElseThrow().uid();
  }

  private static RevisionHook plain(String manifest) {
    return hook(manifest, List.of());
  }

  private static RevisionHook hook(String manifest, List<RenderedHook> objects) {
    return hook(HookPhase.PRE_INSTALL, manifest, objects);
  }

  private static RevisionHook hook(HookPhase phase, String manifest, List<RenderedHook> objects) {
    return new RevisionHook(
        "pki", phase, "ns", List.of(), List.of(), Duration.ofMinutes(1), manifest, objects);
  }

  private static RenderedHook helmHook(String name, int weight) {
    return new RenderedHook(
        name,
        "ConfigMap",
        "p",
        text("ConfigMap", name, "helm.sh/hook-weight: '" + weight + "'"),
        List.of(HookPhase.PRE_INSTALL),
        weight,
        List.of("before-hook-creation"),
        List.of());
  }

  private static String text(String kind, String name, String annotations) {
    return """
        ---
        apiVersion: v1
        kind: %s
        metadata:
          name: %s
          annotations: { %s }
        """
        .formatted(kind, name, annotations);
  }

  private static String job(String name, String podAnnotation) {
    return "---\n" + ScriptedRenderer.job(name, HookPhase.PRE_INSTALL, 0, podAnnotation).manifest();
  }
}
