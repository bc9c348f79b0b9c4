package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a distro with a hook at every phase on a real control plane, each test where the one
 * before ended: installed, upgraded, failed, mended, removed.
 */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HooksIT {
  private static final String HOOK =
      "hooks:\n  - { name: check, chart: check, phases: [ pre-install, post-install, pre-upgrade,"
          + " pre-delete ] }\n";

  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final Path dir;
  private final String namespace;

  HooksIT(Testbed testbed, HelmOracle oracle, @TempDir Path temporary) {
    dir = temporary;
    scratch = ScratchDistro.in(testbed, temporary);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
    scratch.charts().chart("a");
    scratch.charts().chart("check");
    scratch
        .charts()
        .write(
            "check/templates/job.yaml",
            """
            {{- $block := lookup "v1" "ConfigMap" .Release.Namespace "block" }}
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: check-{{ .Values.distro.phase }}
            spec:
              backoffLimit: 0
              template:
                metadata:
                  annotations:
                    testbed.distro.maglev.io/delay: 1s
                    testbed.distro.maglev.io/logs: >-
                      {{ .Values.distro.phase }} of {{ .Values.distro.name }}
                      {{ .Values.distro.revision }}: {{ join "+" .Values.distro.components }}
                    {{- if $block }}
                    testbed.distro.maglev.io/fail: exit-1
                    {{- end }}
                spec:
                  restartPolicy: Never
                  containers: [ { name: main, image: "example.test/check:1" } ]
            """);
  }

  @Test
  @Order(1)
  void install_runsItsHooks_andShowsTheirLogsLive() {
    DistroCli.Run run = install(bundle("one", "{ name: b, kind: core-addon, chart: a }"), "--logs");

    assertThat(run.err().lines())
        .anyMatch(
            line ->
                line.matches(
                    ".*log of check-pre-install-\\S+/main \\| pre-install of demo 1: a\\+b"))
        .anyMatch(
            line ->
                line.matches(
                    ".*log of check-post-install-\\S+/main \\| post-install of demo 1: a\\+b"));
    assertThat(run.orFail().err()).doesNotContain("cannot be followed");
    assertThat(line(run, "check (pre-install)", "done")).isLessThan(line(run, "a", "applying"));
    assertThat(job("pre-install").getMetadata().getAnnotations())
        .containsEntry("distro.maglev.io/hook", namespace + "/demo/check")
        .containsEntry("distro.maglev.io/hook-run", "pre-install/1");
  }

  @Test
  @Order(2)
  void upgrade_touchesWhatChangedOnly_andHelmSeesIt() {
    Path next =
        bundle(
            "two",
            "{ name: a, kind: core-addon, chart: a, values: { colour: red } }",
            "{ name: c, kind: core-addon, chart: a, requires: [ a ] }");

    DistroCli.Run run = cluster("upgrade", next.toString()).orFail();

    assertThat(run.out())
        .isEqualTo(
            """
            demo 1.2.3 in namespace %s: revision 2, deployed, 3 components
            not in this bundle, left as they are: b
            """
                .formatted(namespace));
    assertThat(line(run, "check (pre-upgrade)", "done")).isLessThan(line(run, "a", "applying"));
    assertThat(run.err()).doesNotContain("log of");
    assertThat(history("a"))
        .containsExactly("superseded Install complete", "deployed Upgrade complete");
    assertThat(history("b")).containsExactly("deployed Install complete");
    assertThat(history("c")).containsExactly("deployed Install complete");
  }

  @Test
  @Order(3)
  void upgrade_hookFails_changesNothing_andGoesOnOnceItIsMended() {
    Path next =
        bundle("three", "{ name: a, kind: core-addon, chart: a, values: { colour: blue } }");
    block();

    DistroCli.Run failed = cluster("upgrade", next.toString(), "--no-atomic");

    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err().lines())
        .anyMatch(
            line ->
                line.matches(".*log of check-pre-upgrade-\\S+/main \\| pre-upgrade of demo 3: a"));
    assertThat(failed.error())
        .startsWith(
            "error: cannot run hook 'check (pre-upgrade)': Job/"
                + namespace
                + "/check-pre-upgrade: the Job failed")
        .contains("last event of Job/");
    assertThat(history("a")).hasSize(2);

    unblock();
    cluster("upgrade", next.toString()).orFail();
    assertThat(history("a")).hasSize(3);
  }

  @Test
  @Order(4)
  void uninstall_hookFails_blocks_untilHooksAreLeftOut() {
    block();
    Path same =
        bundle("three-again", "{ name: a, kind: core-addon, chart: a, values: { colour: green } }");
    assertThat(cluster("upgrade", same.toString(), "--no-hooks").orFail().err())
        .doesNotContain("check");

    DistroCli.Run blocked = cluster("uninstall", "demo", "-n", namespace, "--yes");

    assertThat(blocked.exit()).isEqualTo(1);
    assertThat(blocked.error()).startsWith("error: cannot run hook 'check (pre-delete)'");
    assertThat(client.configMaps().inNamespace(namespace).withName("a").get()).isNotNull();

    cluster("uninstall", "demo", "-n", namespace, "--yes", "--no-hooks").orFail();
    assertThat(helm.run("list", "--all", "-q", "-n", namespace).orFail()).isBlank();
    assertThat(client.batch().v1().jobs().inNamespace(namespace).list().getItems()).isEmpty();
    assertThat(scratch.traces()).containsExactly("ConfigMap/block");
  }

  private void block() {
    client
        .configMaps()
        .inNamespace(namespace)
        .resource(new ConfigMapBuilder().withNewMetadata().withName("block").endMetadata().build())
        .create();
  }

  private void unblock() {
    client.configMaps().inNamespace(namespace).withName("block").delete();
  }

  private Job job(String phase) {
    return client.batch().v1().jobs().inNamespace(namespace).withName("check-" + phase).get();
  }

  /** Each bundle stays where it is: the next is composed into the same place. */
  private Path bundle(String name, String... components) {
    try {
      Path composed = scratch.bundle(HOOK, components);
      return Files.move(composed, dir.resolve(name + ".distro.tar"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private DistroCli.Run install(Path bundle, String... options) {
    return scratch.install(bundle, options);
  }

  private DistroCli.Run cluster(String... args) {
    return scratch.cli().onCluster(args);
  }

  /** Number of the line of progress that tells this of the task. */
  private static long line(DistroCli.Run run, String task, String what) {
    return run.err()
        .lines()
        .takeWhile(line -> !line.matches(".*  \\Q" + task + "\\E +" + what + ".*"))
        .count();
  }

  private List<String> history(String release) {
    try {
      List<String> lines = new ArrayList<>();
      for (JsonNode row :
          new ObjectMapper()
              .readTree(helm.run("history", release, "-n", namespace, "-o", "json").orFail())) {
        lines.add(row.get("status").asText() + " " + row.get("description").asText());
      }
      return lines;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
