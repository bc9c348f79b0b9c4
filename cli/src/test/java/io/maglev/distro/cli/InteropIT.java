package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.Helm4;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
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
 * We, Helm 3 and Helm 4 take turns at one release: each turn has what the others have not, and each
 * test begins where the one before ended.
 */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class InteropIT {
  private static final List<String> OURS_ALONE =
      List.of("Deployment[Apply]", "Service[Apply]", "ConfigMap[Apply]", "Gadget[Apply]");

  private final ScratchDistro scratch;
  private final TurnState state;
  private final HelmOracle helm3;
  private final HelmOracle helm4;
  private final String chart;
  private final Path bundle;

  InteropIT(Testbed testbed, HelmOracle oracle, Helm4 four, @TempDir Path dir) {
    scratch = ScratchDistro.in(testbed, dir);
    state = new TurnState(testbed.client(), scratch.namespace());
    helm3 = oracle.on(testbed);
    helm4 = four.oracle().on(testbed);
    TurnChart.write(scratch.charts());
    scratch.charts().chart("a");
    chart = dir.resolve("web").toString();
    bundle =
        scratch.bundle(
            "parameters: { turn: { type: integer, default: 1 } }\n",
            "{ name: web, kind: core-addon, chart: web, values: { turn: \"<%turn%>\" } }");
  }

  @Test
  @Order(1)
  void ours_isInstalled() {
    scratch.install(bundle).orFail();

    state.assertTurn(1, "grey");
    assertThat(state.helmsOperations()).isEqualTo(OURS_ALONE);
  }

  @Test
  @Order(2)
  void turns_alternate_andNothingOfATurnOutlivesIt() {
    helm3("upgrade", "web", chart, "--set", "turn=2", "--wait");
    state.assertTurn(2, "grey");
    ours(3);
    helm4("upgrade", "web", chart, "--set", "turn=4", "--wait");
    state.assertTurn(4, "grey");
    ours(5);
    helm3("upgrade", "web", chart, "--set", "turn=6", "--wait");
    state.assertTurn(6, "grey");
    helm4("upgrade", "web", chart, "--set", "turn=7", "--wait");
    state.assertTurn(7, "grey");
    ours(8);
  }

  @Test
  @Order(3)
  void history_readsAsOneStory_toAllThree() {
    List<String> story =
        List.of(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 superseded Upgrade complete",
            "4 superseded Upgrade complete",
            "5 superseded Upgrade complete",
            "6 superseded Upgrade complete",
            "7 superseded Upgrade complete",
            "8 deployed Upgrade complete");

    assertThat(history(helm3)).isEqualTo(story);
    assertThat(history(helm4)).isEqualTo(story);
  }

  /** Helm 3 forgets what it does not know when it marks a revision superseded: 1 and 5. */
  @Test
  @Order(4)
  void applyMethod_isWhatWasDone() {
    assertThat(applyMethods(1, 3, 4, 5, 6, 7, 8))
        .containsExactly("", "ssa", "ssa", "", "", "csa", "ssa");
  }

  @Test
  @Order(5)
  void helm_showsOurs_asItsOwn() {
    for (HelmOracle helm : List.of(helm3, helm4)) {
      assertThat(run(helm, "list", "-o", "json"))
          .contains("\"name\":\"web\"", "\"revision\":\"8\"", "\"chart\":\"web-1.0.0\"");
      assertThat(run(helm, "status", "web")).contains("STATUS: deployed", "Turn 8, grey.");
      assertThat(run(helm, "get", "all", "web")).contains("USER-SUPPLIED VALUES", "HOOKS:");
    }

    helm3("upgrade", "web", chart, "--set", "turn=8", "--wait");

    for (HelmOracle helm : List.of(helm3, helm4)) {
      for (String what : List.of("manifest", "hooks", "notes", "values")) {
        assertThat(run(helm, "get", what, "web", "--revision", "8"))
            .as(what)
            .isEqualTo(run(helm, "get", what, "web", "--revision", "9"));
      }
      assertThat(run(helm, "get", "values", "web", "--all", "--revision", "8"))
          .isEqualTo(run(helm, "get", "values", "web", "--all", "--revision", "9"));
    }
  }

  @Test
  @Order(6)
  void helm_testsOurs() {
    ours(10);
    assertThat(helm3("test", "web")).contains("Phase:          Succeeded");
    assertThat(helm4("test", "web")).contains("Phase:          Succeeded");
    assertThat(state.hook("test")).isEqualTo("10");
  }

  @Test
  @Order(7)
  void rollbacks_alternate_withTheHooksOfTheirTargets() {
    helm4("rollback", "web", "8", "--wait");
    state.assertTurn(8, "grey");
    assertThat(state.hook("post-rollback")).isEqualTo("8");
    helm3("rollback", "web", "5", "--wait");
    state.assertTurn(5, "grey");
    assertThat(state.hook("post-rollback")).isEqualTo("5");

    distro("rollback", "-n", scratch.namespace(), "--component", "web", "--to", "7", "--yes");

    state.assertTurn(7, "grey");
    assertThat(state.helmsOperations()).isEqualTo(OURS_ALONE);
    assertThat(state.hook("post-rollback")).isEqualTo("7");
    assertThat(history(helm4))
        .endsWith(
            "11 superseded Rollback to 8",
            "12 superseded Rollback to 5",
            "13 deployed Rollback to 7");
    assertThat(helm4("history", "web", "-o", "json")).contains("\"rollback_revision\":7");
  }

  @Test
  @Order(8)
  void reuseValues_ofOurs_staysWhatWeGave() {
    ours(14);
    helm3("upgrade", "web", chart, "--reuse-values", "--set", "colour=red", "--wait");
    state.assertTurn(14, "red");
    ours(15);
    helm4("upgrade", "web", chart, "--reuse-values", "--set", "colour=blue", "--wait");
    state.assertTurn(15, "blue");
    helm4("upgrade", "web", chart, "--reset-then-reuse-values", "--set", "turn=16", "--wait");
    state.assertTurn(16, "blue");
  }

  @Test
  @Order(9)
  void applyMethods_ofHelm4_areAllMadeGood() {
    ours(17);
    helm4("upgrade", "web", chart, "--set", "turn=18", "--server-side=false", "--wait");
    state.assertTurn(18, "grey");
    ours(19);
    helm3("upgrade", "web", chart, "--set", "turn=20", "--wait");
    helm4("upgrade", "web", chart, "--set", "turn=21", "--server-side=true", "--wait");
    state.assertTurn(21, "grey");
    ours(22);
  }

  @Test
  @Order(10)
  void helm_uninstallsOurs_andWeInstallAnew() {
    helm4("uninstall", "web", "--wait");
    assertThat(state.deployment()).isNull();
    assertThat(state.hook("pre-delete")).isEqualTo("22");
    distro("install", bundle.toString(), "--param", "turn=23");
    state.assertTurn(23, "grey");
    helm3("uninstall", "web", "--wait");
    assertThat(state.deployment()).isNull();
    assertThat(state.hook("pre-delete")).isEqualTo("23");
  }

  @Test
  @Order(11)
  void ours_uninstallsWhatHelm4HasUpgraded() {
    distro("install", bundle.toString(), "--param", "turn=24");
    helm4("upgrade", "web", chart, "--set", "turn=25", "--wait");

    distro("uninstall", "-n", scratch.namespace(), "--yes");

    assertThat(state.deployment()).isNull();
    assertThat(state.hook("pre-delete")).isEqualTo("25");
    assertThat(helm4("list", "-q")).isBlank();
  }

  private void ours(int turn) {
    distro("upgrade", bundle.toString(), "--param", "turn=" + turn);
    state.assertTurn(turn, "grey");
    assertThat(state.helmsOperations()).isEqualTo(OURS_ALONE);
    assertThat(state.hook("pre-upgrade")).isEqualTo(Integer.toString(turn));
  }

  private List<String> applyMethods(int... revisions) {
    List<String> methods = new ArrayList<>();
    for (int revision : revisions) {
      String all = helm4("get", "metadata", "web", "--revision", "" + revision, "-o", "json");
      methods.add(new DistroCli.Run(0, all, "").json().path("applyMethod").asText());
    }
    return methods;
  }

  private List<String> history(HelmOracle helm) {
    List<String> lines = new ArrayList<>();
    String json = run(helm, "history", "web", "-o", "json");
    for (var it : new DistroCli.Run(0, json, "").json()) {
      lines.add(
          "%s %s %s"
              .formatted(
                  it.get("revision").asText(),
                  it.get("status").asText(),
                  it.get("description").asText()));
    }
    return lines;
  }

  private DistroCli.Run distro(String... args) {
    return scratch.cli().onCluster(args).orFail();
  }

  private String helm3(String... args) {
    return run(helm3, args);
  }

  private String helm4(String... args) {
    return run(helm4, args);
  }

  private String run(HelmOracle helm, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", scratch.namespace()));
    return helm.run(all.toArray(String[]::new)).orFail();
  }
}
