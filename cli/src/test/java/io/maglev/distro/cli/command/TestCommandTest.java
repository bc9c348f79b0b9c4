package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code test} on a sandbox. */
class TestCommandTest {
  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void install() {
    Charts charts = new Charts(dir);
    charts.chart("plain");
    charts.chart("web");
    charts.write(
        "web/templates/tests.yaml",
        test("late", "helm.sh/hook-weight: '5'", "logs: late was here")
            + test(
                "early",
                "helm.sh/hook-weight: '-5'\nhelm.sh/hook-delete-policy: hook-succeeded",
                "logs: early was here"));
    charts.chart("db");
    charts.write(
        "db/templates/tests.yaml",
        test(
                "broken",
                "helm.sh/hook-weight: '1'",
                "fail: exit-1\ntestbed.distro.maglev.io/logs: \"checking\\ncannot find it\"")
            + test("never", "helm.sh/hook-weight: '2'", "delay: 0s"));
    Path manifest =
        charts.manifest(
            """
            components:
              - { name: plain, kind: core-addon, chart: plain }
              - { name: web, kind: core-addon, chart: web, requires: [ plain ] }
              - { name: db, kind: managed-service, chart: db }
            """);
    ok(Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString()));
    ok(sandbox("install", dir.resolve("demo-1.2.3.distro.tar").toString()));
  }

  @Test
  void test_chosenThatSucceed_exitsZero() {
    Ran ran = sandbox("test", "--only", "web,plain");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .satisfiesExactly(
            title -> assertThat(title).isEqualTo("demo 1.2.3 in namespace demo of the sandbox:"),
            head -> assertThat(head).matches("COMPONENT +REVISION +TEST +RESULT +TIME"),
            row -> assertThat(row).matches("plain +1 +- +no tests"),
            row -> assertThat(row).matches("web +1 +Pod/early +succeeded +[0-9.]+s"),
            row -> assertThat(row).matches("web +1 +Pod/late +succeeded +[0-9.]+s"));
    assertThat(ran.err())
        .contains("web  test hook Pod/early", "web  test hook Pod/late", "web  done after")
        .doesNotContain("was here", "plain");
  }

  @Test
  void test_thatFails_exitsOne_withItsLog_andSkipsTheNext() {
    Ran ran = sandbox("test");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.out())
        .containsPattern("db +1 +Pod/broken +failed ")
        .containsPattern("db +1 +Pod/never +skipped\n")
        .containsPattern("web +1 +Pod/late +succeeded ");
    assertThat(ran.err())
        .contains("log of broken/main | checking", "log of broken/main | cannot find")
        .contains("error: cannot run test hook 'broken' of 'db': Pod/demo/broken: ");
  }

  @Test
  void test_withLogs_showsThoseOfAll() {
    Ran ran = sandbox("test", "--only", "web", "--logs");

    assertThat(ran.err())
        .contains("log of early/main | early was here", "log of late/main | late was here");
  }

  @Test
  void test_again_runsAnew_byTheDeletePolicies() throws IOException {
    ok(sandbox("test", "--only", "web"));
    assertThat(Files.readString(dir.resolve("sandbox.json")))
        .contains("\"name\":\"late\"")
        .doesNotContain("\"name\":\"early\"");

    ok(sandbox("test", "--only", "web"));
  }

  @Test
  void test_asData_tellsAll_andTheRecordKeepsIt() {
    JsonNode data = json(sandbox("test", "-o", "json", "--progress", "none"));

    assertThat(data.get("succeeded").asBoolean()).isFalse();
    assertThat(data.at("/components/0/tests")).isEmpty();
    assertThat(data.at("/components/1/tests/0/phase").asText()).isEqualTo("Succeeded");
    assertThat(data.at("/components/1/tests/0/startedAt").asText()).startsWith("20");
    assertThat(data.at("/components/1/error").isMissingNode()).isTrue();
    assertThat(data.at("/components/2/error").asText()).startsWith("cannot run test hook 'broken'");
    assertThat(data.at("/components/2/tests/1/phase").asText()).isEqualTo("Skipped");
    JsonNode hooks = json(sandbox("get", "hooks", "--component", "db", "-o", "json"));
    assertThat(hooks.findValuesAsText("phase")).containsExactlyInAnyOrder("Failed", "");
  }

  @Test
  void test_tooLong_isGivenUp() {
    assertThat(sandbox("test", "--only", "db", "--timeout", "0s").exit()).isNotZero();
    assertThat(sandbox("test", "nothing").err())
        .startsWith("error: cannot test distro 'nothing': none of that name is installed");
    assertThat(sandbox("test", "--only", "none").exit()).isEqualTo(2);
  }

  private static String test(String name, String annotations, String fate) {
    return """
    ---
    apiVersion: v1
    kind: Pod
    metadata:
      name: %s
      annotations:
        helm.sh/hook: test
        %s
        testbed.distro.maglev.io/%s
    spec:
      restartPolicy: Never
      containers: [ { name: main, image: "example.test/test:1" } ]
    """
        .formatted(name, annotations.replace("\n", "\n    "), fate.replace("\n", "\n    "));
  }

  private static void ok(Ran ran) {
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static JsonNode json(Ran ran) {
    try {
      return new ObjectMapper().readTree(ran.out());
    } catch (JsonProcessingException e) {
      throw new AssertionError(ran.toString(), e);
    }
  }

  private Ran sandbox(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--sandbox");
    return Ran.distro(
        Map.of("DISTRO_SANDBOX", dir.resolve("sandbox.json").toString()),
        "",
        all.toArray(String[]::new));
  }
}
