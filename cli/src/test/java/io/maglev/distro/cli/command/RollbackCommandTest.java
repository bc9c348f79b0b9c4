package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rollback} and {@code history}, each a process of its own on one sandbox. */
class RollbackCommandTest {
  @TempDir private Path dir = Path.of("");
  private Path bundle = dir;

  @BeforeEach
  void installTwice() {
    Charts charts = new Charts(dir);
    charts.chart("a");
    Path manifest =
        charts.manifest(
            """
            parameters: { colour: { type: string } }
            components:
              - name: db
                kind: managed-service
                chart: a
                rollback: forward-only
                values: { colour: "<%colour%>" }
              - name: web
                kind: core-addon
                chart: a
                requires: [ db ]
                values: { colour: "<%colour%>" }
            """);
    run("compose", "-f", manifest.toString(), "-o", dir.toString(), "--param", "colour=any");
    bundle = dir.resolve("demo-1.2.3.distro.tar");
    install("red");
    install("blue");
  }

  @Test
  void rollback_withYes_goesBackAndSaysToWhat() {
    Ran ran = sandbox("rollback", "--yes", "--only", "web");

    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            "demo 1.2.3 in namespace demo of the sandbox: revision 3, deployed,"
                + " back to revision 1\n");
    assertThat(ran.err()).contains("web  applying 1 object", "web  done after");
  }

  @Test
  void rollback_unasked_isRefusedWithWhatItWouldDo() {
    Ran ran = sandbox("rollback", "--skip-forward-only");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .isEqualTo(
            """
            error: cannot roll back without being asked: this would roll back distro 'demo' in\
             namespace 'demo' of the sandbox from revision 2 (1.2.3) to revision 1 (1.2.3)
              at db: stays at release revision 2: forward-only
              at web: release revision 2 goes back to 1
              hint: add --yes
            """);
    assertThat(revisions()).hasSize(2);
  }

  @Test
  void rollback_onATerminal_asksAndTakesNoForNo() {
    Ran no = terminal("n\n", "rollback", "--only", "web");
    Ran yes = terminal("y\n", "rollback", "--only", "web");

    assertThat(no.exit()).isEqualTo(1);
    assertThat(no.err())
        .startsWith(
            """
              db: stays at release revision 2: not chosen
              web: release revision 2 goes back to 1
            roll back distro 'demo' in namespace 'demo' of the sandbox from revision 2""")
        .contains("? [y/N] ")
        .endsWith("nothing was rolled back\n");
    assertThat(yes.exit()).as(yes.err()).isZero();
    assertThat(revisions()).hasSize(3);
  }

  @Test
  void rollback_forwardOnly_isRefused() {
    Ran ran = sandbox("rollback", "--yes");

    assertThat(ran.exit()).isEqualTo(2);
    assertThat(ran.err())
        .startsWith("error: cannot roll back distro 'demo' to revision 1: some of it may only go")
        .contains("at 'db' is forward-only: its release is at revision 2 and would go back to 1")
        .contains("hint: add --skip-forward-only");
  }

  @Test
  void rollback_ofOneComponent_goesBackAlone() {
    Ran asked = sandbox("rollback", "--component", "web");
    Ran ran = sandbox("rollback", "--component", "web", "--to", "1", "--yes");

    assertThat(asked.err())
        .isEqualTo(
            """
            error: cannot roll back without being asked: this would roll back component 'web' of\
             'demo' in namespace 'demo' of the sandbox
              at web: release revision 2 goes back to 1
              hint: add --yes
            """);
    assertThat(ran.exit()).as(ran.err()).isZero();
    assertThat(ran.out())
        .isEqualTo(
            "demo 1.2.3 in namespace demo of the sandbox: revision 3, deployed,"
                + " web back to revision 1\n");
    assertThat(revisions().get(2).get("description").asText())
        .isEqualTo("Rollback of web to release revision 1");
  }

  @Test
  void rollback_ofOneComponentAndASelection_isAUsageError() {
    assertThat(sandbox("rollback", "--component", "web", "--only", "db").exit()).isEqualTo(2);
  }

  @Test
  void rollback_toWhatIsThere_saysSo() {
    Ran ran = sandbox("rollback", "--yes", "--to", "2");

    assertThat(ran.out()).isEqualTo("demo in the sandbox is what it was at revision 2 already\n");
    assertThat(ran.exit()).isZero();
    assertThat(revisions()).hasSize(2);
  }

  @Test
  void rollback_numberThatIsNone_isAUsageError() {
    assertThat(sandbox("rollback", "--to", "0").err())
        .startsWith("error: cannot use --to 0: revisions count from 1");
    assertThat(sandbox("rollback", "--parallel", "0").exit()).isEqualTo(2);
  }

  @Test
  void rollback_unknownRevision_fails() {
    Ran ran = sandbox("rollback", "--to", "9", "--yes");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err())
        .startsWith("error: cannot roll back distro 'demo': there is no revision 9 of it")
        .contains("hint: choose one of 1 with --to");
  }

  @Test
  void history_tellsEachRevision() {
    sandbox("rollback", "--yes", "--skip-forward-only");

    Ran table = sandbox("history");

    assertThat(table.exit()).isZero();
    assertThat(table.out().lines())
        .satisfiesExactly(
            title -> assertThat(title).isEqualTo("demo in namespace demo of the sandbox:"),
            head ->
                assertThat(head)
                    .matches("REVISION +CREATED +VERSION +STATUS +CHANGED +DESCRIPTION"),
            row -> assertThat(row).matches("1 .* 1.2.3 +superseded +2/2 +Install complete"),
            row -> assertThat(row).matches("2 .* 1.2.3 +superseded +2/2 +Install complete"),
            row ->
                assertThat(row).matches("3 .* 1.2.3 +deployed +1/2 +Rollback to 1, but not of db"));
  }

  @Test
  void history_asData_namesTheRevisionGoneBackTo() {
    sandbox("rollback", "--yes", "--only", "web");

    JsonNode last = revisions().get(2);

    assertThat(last.get("rolledBackTo").asInt()).isEqualTo(1);
    assertThat(last.get("changed").asInt()).isEqualTo(1);
    assertThat(last.get("components").asInt()).isEqualTo(2);
    assertThat(last.get("status").asText()).isEqualTo("deployed");
    assertThat(revisions().get(0).has("rolledBackTo")).isFalse();
  }

  @Test
  void history_ofAComponent_isThatOfItsRelease() {
    sandbox("rollback", "--yes", "--only", "web");

    Ran table = sandbox("history", "--component", "web", "--max", "2");

    assertThat(table.out().lines())
        .satisfiesExactly(
            title -> assertThat(title).isEqualTo("release web in namespace demo of the sandbox:"),
            head ->
                assertThat(head)
                    .matches("REVISION +UPDATED +STATUS +CHART +APP VERSION +DESCRIPTION"),
            row -> assertThat(row).matches("2 +20.*Z +superseded +a-1.0.0 +Upgrade complete"),
            row -> assertThat(row).matches("3 +20.*Z +deployed +a-1.0.0 +Rollback to 1"));
    assertThat(sandbox("history", "--max", "1").out()).contains("\n3 ").doesNotContain("\n2 ");
    assertThat(sandbox("history", "--max", "0").exit()).isEqualTo(2);
    assertThat(sandbox("history", "--component", "wob").err())
        .contains("cannot show the history of component 'wob'", "did you mean 'web'?");
  }

  @Test
  void history_ofNone_fails() {
    Ran ran = sandbox("history", "nothing");

    assertThat(ran.exit()).isEqualTo(1);
    assertThat(ran.err()).startsWith("error: cannot show the history of distro 'nothing'");
  }

  private List<JsonNode> revisions() {
    List<JsonNode> rows = new ArrayList<>();
    try {
      new ObjectMapper()
          .readTree(sandbox("history", "-o", "json").out())
          .get("revisions")
          .forEach(rows::add);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return rows;
  }

  private void install(String colour) {
    Ran ran = sandbox("install", bundle.toString(), "--param", "colour=" + colour);
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private static void run(String... args) {
    Ran ran = Ran.distro(args);
    assertThat(ran.exit()).as(ran.err()).isZero();
  }

  private Ran sandbox(String... args) {
    return Ran.distro(environment(), "", inSandbox(args));
  }

  private Ran terminal(String typed, String... args) {
    return Ran.onTerminal(environment(), typed, inSandbox(args));
  }

  private Map<String, String> environment() {
    return Map.of("DISTRO_SANDBOX", dir.resolve("sandbox.json").toString());
  }

  private static String[] inSandbox(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.add("--sandbox");
    return all.toArray(String[]::new);
  }
}
