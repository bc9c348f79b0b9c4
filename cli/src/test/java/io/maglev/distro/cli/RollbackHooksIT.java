package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose hooks run when a component with {@code rollbackHooks: current} goes back. */
@OnTestbed
@Timeout(120)
class RollbackHooksIT {
  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final String namespace;
  private final Path dir;

  RollbackHooksIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    this.dir = dir;
    scratch = ScratchDistro.in(testbed, dir);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
    scratch.charts().chart("a");
    scratch
        .charts()
        .write(
            "a/templates/hook.yaml",
            """
            apiVersion: batch/v1
            kind: Job
            metadata: { name: "undo-{{ .Values.v }}", annotations: { helm.sh/hook: pre-rollback } }
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [ { name: main, image: "example.test/undo:1" } ]
            """);
    scratch.charts().write("a/values.yaml", "fail: ''\n");
    cluster("install", bundle("target", "v: 1"));
  }

  @Test
  void rollback_ofTheWholeAndOfOne_runsTheHooksThatItLeaves() {
    cluster("upgrade", bundle("current", "v: 2"));

    cluster("rollback", "demo", "-n", namespace, "--yes");

    assertThat(jobs()).containsExactly("undo-2");
    assertThat(helm.run("get", "hooks", "a", "-n", namespace).orFail()).contains("undo-1");
    assertThat(helm.run("status", "a", "-n", namespace).orFail()).contains("REVISION: 3");

    client.batch().v1().jobs().inNamespace(namespace).delete();
    cluster("rollback", "demo", "-n", namespace, "--yes", "--component", "a", "--to", "2");
    assertThat(jobs())
        .as("what is left now, revision 1 again, says target")
        .containsExactly("undo-2");
    client.batch().v1().jobs().inNamespace(namespace).delete();
    cluster("rollback", "demo", "-n", namespace, "--yes", "--component", "a", "--to", "1");
    assertThat(jobs()).as("and here it is revision 2 again").containsExactly("undo-2");
  }

  @Test
  void upgrade_thatFails_isTakenBackWithTheHooksOfWhatFailed() {
    scratch
        .charts()
        .write(
            "a/templates/check.yaml",
            """
            apiVersion: v1
            kind: Pod
            metadata:
              name: check
              annotations:
                helm.sh/hook: post-upgrade
                testbed.distro.maglev.io/fail: "{{ .Values.fail }}"
            spec: { restartPolicy: Never, containers: [ { name: main, image: "example.test/c:1" } ] }
            """);
    String next = bundle("current", "v: 2, fail: exit-1");

    DistroCli.Run run = scratch.cli().onCluster("upgrade", next);

    assertThat(run.exit()).as(run.err()).isEqualTo(3);
    assertThat(jobs()).containsExactly("undo-2");
    assertThat(client.configMaps().inNamespace(namespace).withName("a").get().getData())
        .extractingByKey("values")
        .asString()
        .contains("\"v\":1");
  }

  private List<String> jobs() {
    return client.batch().v1().jobs().inNamespace(namespace).list().getItems().stream()
        .filter(job -> job.getMetadata().getDeletionTimestamp() == null)
        .map(job -> job.getMetadata().getName())
        .toList();
  }

  private String bundle(String hooks, String values) {
    Path composed =
        scratch.bundle(
            "",
            "{ name: a, kind: core-addon, chart: a, rollbackHooks: %s, values: { %s } }"
                .formatted(hooks, values));
    return HookRule.moved(composed, dir.resolve(hooks + ".distro.tar")).toString();
  }

  private void cluster(String... args) {
    scratch.cli().onCluster(args).orFail();
  }
}
