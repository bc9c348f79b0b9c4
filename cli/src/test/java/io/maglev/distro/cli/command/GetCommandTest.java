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

/** {@code get} on a sandbox to which a distro was brought twice. */
class GetCommandTest {
  private static final String MASKED = "secrets are masked; --show-secrets shows them\n";

  @TempDir private Path dir = Path.of("");

  @BeforeEach
  void installTwice() {
    Charts charts = new Charts(dir);
    charts.chart("web");
    charts.write("web/values.yaml", "size: 1\ncolour: none\n");
    charts.write("web/templates/NOTES.txt", "{{ .Values.colour }} by {{ .Values.password }}\n");
    charts.write("web/templates/hook.yaml", hook("pre-install"));
    charts.chart("db");
    charts.write("around/Chart.yaml", "apiVersion: v2\nname: around\nversion: 1.0.0\n");
    charts.write(
        "around/templates/secret.yaml",
        "apiVersion: v1\nkind: Secret\nmetadata: { name: around }\nstringData: { key: made }\n");
    Path manifest =
        charts.manifest(
            """
            parameters:
              colour: { type: string }
              password: { type: string, writeOnly: true }
            hooks:
              - { name: around, phases: [ pre-install ], chart: around }
            components:
              - { name: db, kind: managed-service, chart: db }
              - name: web
                kind: core-addon
                chart: web
                requires: [ db ]
                values: { colour: "<%colour%>", password: "<%password%>" }
            """);
    run(
        "compose",
        "-f",
        manifest.toString(),
        "-o",
        dir.toString(),
        "--param",
        "colour=any",
        "--param",
        "password=any-password");
    install("red", "hunter2hunter2");
    install("blue", "correct-horse");
  }

  @Test
  void values_ofOne_areAsHelmPrintsThem_butForSecrets() {
    Ran masked = sandbox("get", "values", "--component", "web");
    Ran open = sandbox("get", "values", "--component", "web", "--show-secrets");
    Ran none = sandbox("get", "values", "--component", "db");

    assertThat(masked.out()).isEqualTo("USER-SUPPLIED VALUES:\ncolour: blue\npassword: '***'\n");
    assertThat(masked.err()).isEqualTo(MASKED);
    assertThat(open)
        .isEqualTo(
            new Ran(0, "USER-SUPPLIED VALUES:\ncolour: blue\npassword: correct-horse\n", ""));
    assertThat(none).isEqualTo(new Ran(0, "USER-SUPPLIED VALUES:\nnull\n", ""));
  }

  @Test
  void values_ofOneAsData_areBare() {
    assertThat(sandbox("get", "values", "--component", "web", "-o", "json").out())
        .isEqualTo("{\"colour\":\"blue\",\"password\":\"***\"}\n");
    assertThat(sandbox("get", "values", "--component", "web", "-o", "yaml", "--all").out())
        .isEqualTo("colour: blue\npassword: '***'\nsize: 1\n");
  }

  @Test
  void values_ofTheWhole_areUnderTheirNames() {
    assertThat(sandbox("get", "values", "demo", "--all").out())
        .isEqualTo(
            """
            # Component: db
            COMPUTED VALUES:
            {}
            # Component: web
            COMPUTED VALUES:
            colour: blue
            password: '***'
            size: 1
            """);
    JsonNode data = json(sandbox("get", "values", "-o", "json"));
    assertThat(data.get("name").asText()).isEqualTo("demo");
    assertThat(data.at("/components/web/colour").asText()).isEqualTo("blue");
    assertThat(data.at("/components/db").isNull()).isTrue();
  }

  @Test
  void revision_countsWhatIsShown() {
    assertThat(sandbox("get", "values", "--revision", "1").out())
        .contains("# Component: web\nUSER-SUPPLIED VALUES:\ncolour: red\npassword: '***'\n");
    assertThat(sandbox("get", "values", "--component", "web", "--revision", "1").out())
        .contains("colour: red\npassword: '***'\n");
    assertThat(sandbox("get", "values", "--revision", "3"))
        .isEqualTo(
            new Ran(
                1,
                "",
                """
                error: cannot show revision 3 of distro 'demo': it is not kept
                  at the sandbox
                  hint: choose one of 1, 2, or name a component: its release has revisions of its\
                 own
                """));
    assertThat(sandbox("get", "notes", "--component", "web", "--revision", "7").err())
        .contains("cannot show component 'web': its release has no revision 7")
        .contains("hint: choose one of 1, 2\n");
  }

  @Test
  void manifest_secretsAreMaskedWhereverTheyAre() {
    Ran whole = sandbox("get", "manifest");
    Ran open = sandbox("get", "manifest", "--component", "web", "--show-secrets");

    assertThat(whole.out())
        .startsWith("# Component: db\n---\n# Source: db/templates/configmap.yaml\n")
        .contains(
            "\n# Component: web\n---\n# Source: web/templates/configmap.yaml\n",
            "\"password\":\"***\"")
        .doesNotContain("correct-horse");
    assertThat(whole.err()).isEqualTo(MASKED);
    assertThat(open.out()).contains("correct-horse").endsWith("\n\n");
    assertThat(open.err()).isEmpty();
  }

  @Test
  void manifest_asData_isObjects() {
    JsonNode one = json(sandbox("get", "manifest", "--component", "web", "-o", "json"));
    JsonNode whole = json(sandbox("get", "manifest", "-o", "json"));

    assertThat(one.at("/0/kind").asText()).isEqualTo("ConfigMap");
    assertThat(whole.at("/components/web")).isEqualTo(one);
    assertThat(one.toString()).doesNotContain("correct-horse");
  }

  @Test
  void hooks_ofTheWhole_haveThoseOfTheDistro() {
    Ran ran = sandbox("get", "hooks");

    assertThat(ran.out())
        .contains(
            "# Component: db\n# Component: web\n---\n# Source: web/templates/hook.yaml\n",
            "# Hook: around (pre-install)\n---\n# Source: around/templates/secret.yaml\n",
            "  key: '***'\n")
        .doesNotContain("made", "correct-horse");
    JsonNode data = json(sandbox("get", "hooks", "-o", "json"));
    JsonNode hook = data.at("/components/web/0");
    assertThat(hook.get("name").asText()).isEqualTo("web-prepare");
    assertThat(hook.at("/events/0").asText()).isEqualTo("pre-install");
    assertThat(hook.at("/deletePolicies/0").asText()).isEqualTo("before-hook-creation");
    assertThat(data.at("/hooks").has("around (pre-install)")).isTrue();
    assertThat(data.toString()).doesNotContain("made", "correct-horse");
  }

  @Test
  void hooks_ofOne_tellTheirLastRun() {
    JsonNode hook =
        json(sandbox("get", "hooks", "--component", "web", "--revision", "1", "-o", "json")).get(0);

    assertThat(hook.at("/lastRun/phase").asText()).isEqualTo("Succeeded");
    assertThat(hook.at("/lastRun/startedAt").asText()).startsWith("20");
  }

  @Test
  void notes_areMasked_andLeftOutWhereThereAreNone() {
    assertThat(sandbox("get", "notes", "--component", "web").out())
        .isEqualTo("NOTES:\nblue by ***\n\n");
    assertThat(sandbox("get", "notes", "--component", "db")).isEqualTo(new Ran(0, "", ""));
    assertThat(sandbox("get", "notes", "--component", "web", "-o", "json").out())
        .isEqualTo("\"blue by ***\\n\"\n");
  }

  @Test
  void unknown_isToldWithWhatThereIs() {
    assertThat(sandbox("get", "values", "--component", "wab").err())
        .isEqualTo(
            """
            error: cannot show component 'wab': distro 'demo' has none of that name
              at the sandbox
              hint: did you mean 'web'?
            """);
    assertThat(sandbox("get", "everything").exit()).isEqualTo(2);
    assertThat(sandbox("get").exit()).isEqualTo(2);
    assertThat(sandbox("get", "notes", "--all").exit()).isEqualTo(2);
    assertThat(sandbox("get", "notes", "--revision", "0").exit()).isEqualTo(2);
  }

  private static String hook(String event) {
    return """
    apiVersion: batch/v1
    kind: Job
    metadata:
      name: {{ .Release.Name }}-prepare
      annotations: { helm.sh/hook: %s }
    spec:
      template:
        spec:
          restartPolicy: Never
          containers:
            - name: main
              image: example.test/job:1
              env: [ { name: PASSWORD, value: {{ .Values.password | quote }} } ]
    """
        .formatted(event);
  }

  private static JsonNode json(Ran ran) {
    try {
      return new ObjectMapper().readTree(ran.out());
    } catch (JsonProcessingException e) {
      throw new AssertionError(ran.toString(), e);
    }
  }

  private void install(String colour, String password) {
    Ran ran =
        sandbox(
            "install",
            dir.resolve("demo-1.2.3.distro.tar").toString(),
            "--param",
            "colour=" + colour,
            "--param",
            "password=" + password);
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static void run(String... args) {
    Ran ran = Ran.distro(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
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
