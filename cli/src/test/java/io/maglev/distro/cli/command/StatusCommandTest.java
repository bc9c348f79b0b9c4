package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code status} of a distro of which one component fails, on a sandbox. */
class StatusCommandTest {
  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void install() {
    Charts charts = new Charts(dir);
    charts.chart("web");
    charts.write(
        "web/templates/deployment.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{ .Release.Name }} }
        spec:
          replicas: {{ .Values.replicas | default 1 }}
          selector: { matchLabels: { app: {{ .Release.Name }} } }
          template:
            metadata:
              labels: { app: {{ .Release.Name }} }
              annotations:
                a: b
                {{- with .Values.fail }}
                testbed.distro.maglev.io/fail: {{ . }}
                {{- end }}
            spec:
              containers: [ { name: main, image: "example.test/a:1" } ]
        """);
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: good, kind: managed-service, chart: web, values: { replicas: 2 } }
              - name: bad
                kind: core-addon
                chart: web
                values: { replicas: 5, fail: crash-loop }
            """);
    Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString());
    Ran ran =
        sandbox(
            "install",
            dir.resolve("demo-1.2.3.distro.tar").toString(),
            "--timeout",
            "1s",
            "--no-atomic");
    assertThat(ran.exit()).as(ran.err()).isEqualTo(1);
  }

  @Test
  void status_expandsOnlyWhatIsNotReady() {
    Ran ran = sandbox("status");

    assertThat(ran.exit()).isZero();
    assertThat(ran.out())
        .containsPattern("good +managed-service +web-1.0.0 +demo +1 +deployed +yes\n")
        .containsPattern("bad +core-addon +web-1.0.0 +demo +1 +failed +no\n")
        .containsPattern(
            "\nbad\n"
                + "`- > Deployment/bad  0/5 ready\n"
                + "   \\|  0 of 5 replicas available\n"
                + "(   \\|  event .*\n)?"
                + "   \\|- > Pod/bad-\\w+-\\w+  0/1 CrashLoopBackOff, 4 restarts\n"
                + "   \\|     container 'main': CrashLoopBackOff: 4 restarts, last exit code 1")
        .contains("   `- 2 more not ready; --tree shows them\n")
        .doesNotContain("ReplicaSet", "ConfigMap");
  }

  @Test
  void tree_showsEverything() {
    Ran ran = Ran.distro(environment("en_US.UTF-8"), "", "status", "--tree", "--sandbox");

    assertThat(ran.out())
        .startsWith("demo 1.2.3 in namespace demo of the sandbox: revision 1, failed-partial\n")
        .contains("├─ ✔ good  managed-service web-1.0.0, revision 1 deployed\n")
        .contains("│  ├─ ✔ ConfigMap/good\n", "│  └─ ✔ Deployment/good  2/2 ready\n")
        .containsPattern("│     └─ ✔ ReplicaSet/good-\\w+  2/2 ready\n")
        .containsPattern("│        ├─ ✔ Pod/good-\\w+-\\w+  1/1 Running\n")
        .contains("└─ ✘ bad  core-addon web-1.0.0, revision 1 failed\n");
    assertThat(ran.out().lines().filter(line -> line.contains("▸ Pod/bad-"))).hasSize(5);
  }

  @Test
  void status_asData_hasTheWholeTree() throws JsonProcessingException {
    JsonNode data = new ObjectMapper().readTree(sandbox("status", "-o", "json").out());

    JsonNode bad = data.at("/components/1");
    assertThat(bad.at("/problems/0").asText())
        .isEqualTo("Deployment/demo/bad: 0 of 5 replicas available");
    JsonNode deployment = bad.at("/objects/1");
    assertThat(deployment.get("kind").asText()).isEqualTo("Deployment");
    assertThat(deployment.get("state").asText()).isEqualTo("progressing");
    assertThat(deployment.at("/objects/0/kind").asText()).isEqualTo("ReplicaSet");
    assertThat(deployment.at("/objects/0/objects")).hasSize(5);
    assertThat(deployment.at("/objects/0/objects/0/summary").asText())
        .isEqualTo("0/1 CrashLoopBackOff, 4 restarts");
    assertThat(data.at("/components/0/objects/0/state").asText()).isEqualTo("ready");
  }

  @Test
  void until_ready_waitsUntilItIs_andTellsWhatChanged() {
    Ran ran = sandbox("status", "--until", "ready", "--timeout", "1s");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out().lines().limit(3))
        .satisfiesExactly(
            line -> assertThat(line).matches("00:0.  demo  1.2.3, revision 1, failed-partial"),
            line -> assertThat(line).matches("00:0.  good  revision 1 deployed, ready"),
            line ->
                assertThat(line)
                    .matches(
                        "00:0.  bad   revision 1 failed, not ready: Deployment/demo/bad: 0 of 5"
                            + " replicas available"));
    assertThat(ran.err()).contains("error: cannot wait any longer: not ready after 1s");
  }

  @Test
  void watch_asData_isALineEach() throws JsonProcessingException {
    Ran ran = sandbox("status", "--watch", "--timeout", "1s", "-o", "json");

    assertThat(ran.exit()).isZero();
    String first = ran.out().lines().findFirst().orElseThrow();
    assertThat(new ObjectMapper().readTree(first).at("/components/0/ready").asBoolean()).isTrue();
  }

  @Test
  void timeout_withoutWatching_isAUsageError() {
    assertThat(sandbox("status", "--timeout", "1s").exit()).isEqualTo(2);
    assertThat(sandbox("status", "--watch", "--timeout", "soon").exit()).isEqualTo(2);
    assertThat(sandbox("status", "--until", "never").exit()).isEqualTo(2);
  }

  private Map<String, String> environment(String locale) {
    return Map.of("DISTRO_SANDBOX", dir.resolve("sandbox.json").toString(), "LANG", locale);
  }

  private Ran sandbox(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--sandbox");
    return Ran.distro(environment("C"), "", all.toArray(String[]::new));
  }
}
