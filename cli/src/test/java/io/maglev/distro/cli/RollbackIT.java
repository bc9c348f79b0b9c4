package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A distro goes back and forth, and real Helm with it: each test begins where the one before ended.
 * Beside it a release {@code twin} of the same chart goes the same way by Helm alone.
 */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollbackIT {
  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final String namespace;
  private final String chart;

  RollbackIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    scratch = ScratchDistro.in(testbed, dir);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
    chart = dir.resolve("web").toString();
    TestbedCharts.deployment(scratch.charts(), "web");
    scratch
        .charts()
        .write(
            "web/templates/hooks.yaml",
            job("drain", "pre-rollback") + job("warm", "post-rollback"));
    scratch.charts().write("web/templates/NOTES.txt", "The colour is {{ .Values.colour }}.\n");
    scratch.charts().chart("db");
    scratch.charts().chart("extra");
    writeDistroHook();
    scratch.install(bundle(dir, "1.0.0", ""), "--param", "colour=red").orFail();
    distro(
            "upgrade",
            bundle(
                    dir,
                    "1.1.0",
                    "- { name: extra, kind: core-addon, chart: ../extra, requires: [ web ] }")
                .toString(),
            "--param",
            "colour=blue")
        .orFail();
    helm("install", "twin", chart, "--set", "colour=red", "--wait");
    helm("upgrade", "twin", chart, "--set", "colour=blue", "--wait");
  }

  @Test
  @Order(1)
  void rollback_bringsTheWholeBack_dependentsFirst() {
    DistroCli.Run run = distro("rollback", "--yes").orFail();

    assertThat(run.out())
        .isEqualTo(
            "demo 1.0.0 in namespace %s: revision 3, deployed, back to revision 1%n"
                .formatted(namespace));
    assertThat(colour()).isEqualTo("red");
    assertThat(data("db", "values")).contains("red");
    assertThat(client.configMaps().inNamespace(namespace).withName("extra").get()).isNull();
    assertThat(run.err().lines().filter(line -> line.contains(" done after ")))
        .extracting(line -> line.substring(7).split(" done", 2)[0].strip())
        .containsExactly("around (pre-rollback)", "extra", "web", "db", "around (post-rollback)");
    assertThat(run.err().lines()).anyMatch(line -> line.matches("\\S+ +a +unchanged"));
  }

  @Test
  @Order(2)
  void hooks_ofTheRevisionGoneBackTo_haveRun() {
    assertThat(completed("drain-web")).isEqualTo("red");
    assertThat(completed("warm-web")).isEqualTo("red");
    assertThat(data("around-pre-rollback", "colour")).isEqualTo("red");
    assertThat(data("around-post-rollback", "colour")).isEqualTo("red");
    assertThat(completed("around-post-rollback")).isEqualTo("red");
  }

  @Test
  @Order(3)
  void helm_readsTheSameStoryAsItsOwn() {
    helm("rollback", "twin", "--wait");

    assertThat(history("web"))
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 deployed Rollback to 1")
        .isEqualTo(history("twin"));
    for (String what : List.of("manifest", "values", "hooks", "notes")) {
      assertThat(helm("get", what, "web").replace("web", "twin"))
          .as(what)
          .isEqualTo(helm("get", what, "twin").replace("/web/", "/twin/").replace("web", "twin"))
          .isEqualTo(helm("get", what, "web", "--revision", "1").replace("web", "twin"));
    }
    assertThat(helm("list", "--all", "-q").lines())
        .containsExactlyInAnyOrder("a", "db", "twin", "web");
  }

  @Test
  @Order(4)
  void history_tellsIt() {
    assertThat(revisions())
        .containsExactly(
            "1 superseded 3/3 Install complete",
            "2 superseded 3/4 Upgrade complete",
            "3 deployed 3/3 Rollback to 1");
  }

  @Test
  @Order(5)
  void rollback_toWhatIsThere_doesNothing() {
    String before = helm("history", "web", "-o", "json");

    distro("rollback", "--yes", "--to", "1").orFail();

    assertThat(helm("history", "web", "-o", "json")).isEqualTo(before);
    assertThat(revisions()).hasSize(3);
  }

  @Test
  @Order(6)
  void rollback_toARevisionWithWhatIsGone_isRefused() {
    DistroCli.Run run = distro("rollback", "--yes", "--to", "2");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.error()).contains("'extra': it has been uninstalled since");
    assertThat(colour()).isEqualTo("red");
  }

  @Test
  @Order(7)
  void rollback_ofTheRest_goesForwardAgain() {
    distro("rollback", "--yes", "--to", "2", "--exclude", "extra").orFail();

    assertThat(colour()).isEqualTo("blue");
    assertThat(history("web")).last().isEqualTo("4 deployed Rollback to 2");
  }

  @Test
  @Order(8)
  void helm_rollsBackWhatWeRolledBack_andWeWhatHelmDid() {
    helm("rollback", "web", "3", "--wait");
    assertThat(colour()).isEqualTo("red");
    helm("upgrade", "web", chart, "--set", "colour=green,extra=yes", "--wait");
    assertThat(annotations()).containsEntry("test/extra", "yes");

    distro("rollback", "--yes", "--component", "web", "--to", "6").orFail();
    assertThat(annotations()).containsEntry("test/colour", "green");
    distro("rollback", "--yes", "--to", "1").orFail();

    assertThat(annotations()).containsOnly(Map.entry("test/colour", "red"));
    assertThat(history("web")).last().isEqualTo("7 deployed Rollback to 1");
    assertThat(history("db")).last().isEqualTo("5 deployed Rollback to 1");
    helm("rollback", "web", "--wait");
    assertThat(annotations()).containsEntry("test/colour", "green");
  }

  @Test
  @Order(9)
  void uninstall_leavesNothingOfIt() {
    helm("uninstall", "twin", "--wait");
    distro("uninstall", "--yes").orFail();

    assertThat(helm("list", "--all", "-q")).isEmpty();
    assertThat(scratch.traces()).isEmpty();
  }

  /** The distro as that version, in a directory of its own beside the charts. */
  private Path bundle(Path dir, String version, String more) {
    Path manifest =
        new Charts(dir)
            .write(
                version + "/distro.yaml",
                """
                apiVersion: distro.maglev.io/v1
                kind: Distro
                metadata: { name: demo, version: %s }
                spec:
                  namespace: %s
                  parameters: { colour: { type: string } }
                  hooks:
                    - name: around
                      phases: [ pre-rollback, post-rollback ]
                      chart: ../around
                      values: { colour: "<%%colour%%>" }
                  components:
                    - { name: a, kind: core-addon, chart: ../db }
                    - name: db
                      kind: managed-service
                      chart: ../db
                      values: { colour: "<%%colour%%>" }
                    - name: web
                      kind: core-addon
                      chart: ../web
                      requires: [ db ]
                      values: { colour: "<%%colour%%>" }
                """
                        .formatted(version, namespace)
                    + more.indent(4));
    return scratch.cli().compose(manifest, "--param", "colour=any");
  }

  /** A Job that completes and tells the colour it was rendered with. */
  private static String job(String name, String events) {
    return """
    ---
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: %s-{{ .Release.Name }}
      annotations:
        helm.sh/hook: %s
        test/colour: {{ .Values.colour }}
    spec:
      template:
        spec:
          restartPolicy: Never
          containers: [ { name: main, image: "example.test/job:1" } ]
    """
        .formatted(name, events);
  }

  private void writeDistroHook() {
    scratch.charts().write("around/Chart.yaml", "apiVersion: v2\nname: around\nversion: 1.0.0\n");
    scratch
        .charts()
        .write(
            "around/templates/all.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: around-{{ .Values.distro.phase }} }
            data: { colour: {{ .Values.colour }} }
            ---
            apiVersion: batch/v1
            kind: Job
            metadata:
              name: around-{{ .Values.distro.phase }}
              annotations: { test/colour: {{ .Values.colour }} }
            spec:
              template:
                spec:
                  restartPolicy: Never
                  containers: [ { name: main, image: "example.test/job:1" } ]
            """);
  }

  private DistroCli.Run distro(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return scratch.cli().onCluster(all.toArray(String[]::new));
  }

  private String helm(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return helm.run(all.toArray(String[]::new)).orFail();
  }

  private String colour() {
    return annotations().getOrDefault("test/colour", "");
  }

  private Map<String, String> annotations() {
    return client
        .apps()
        .deployments()
        .inNamespace(namespace)
        .withName("web")
        .get()
        .getSpec()
        .getTemplate()
        .getMetadata()
        .getAnnotations();
  }

  private String data(String configMap, String key) {
    return client
        .configMaps()
        .inNamespace(namespace)
        .withName(configMap)
        .get()
        .getData()
        .getOrDefault(key, "");
  }

  /** The colour of a Job that has completed. */
  private String completed(String job) {
    var found = client.batch().v1().jobs().inNamespace(namespace).withName(job).get();
    assertThat(found.getStatus().getSucceeded()).as(job).isEqualTo(1);
    return found.getMetadata().getAnnotations().getOrDefault("test/colour", "");
  }

  /** Revision, status and description of each revision of the release. */
  private List<String> history(String release) {
    List<String> lines = new ArrayList<>();
    new DistroCli.Run(0, helm("history", release, "-o", "json"), "")
        .json()
        .forEach(
            it ->
                lines.add(
                    "%s %s %s"
                        .formatted(
                            it.get("revision").asText(),
                            it.get("status").asText(),
                            it.get("description").asText())));
    return lines;
  }

  /** The same of the distro, with what changed. */
  private List<String> revisions() {
    List<String> lines = new ArrayList<>();
    distro("history", "-o", "json")
        .orFail()
        .json()
        .get("revisions")
        .forEach(
            it ->
                lines.add(
                    "%s %s %s/%s %s"
                        .formatted(
                            it.get("revision").asText(),
                            it.get("status").asText(),
                            it.get("changed").asText(),
                            it.get("components").asText(),
                            it.get("description").asText())));
    return lines;
  }
}
