package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.Helm4;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A release that Helm has installed becomes a component of a distro. */
@OnTestbed
@Timeout(120)
class AdoptIT {
  private final ScratchDistro scratch;
  private final TurnState state;
  private final String chart;
  private final Path bundle;

  AdoptIT(Testbed testbed, @TempDir Path dir) {
    scratch = ScratchDistro.in(testbed, dir);
    state = new TurnState(testbed.client(), scratch.namespace());
    TurnChart.write(scratch.charts());
    scratch.charts().chart("a");
    chart = dir.resolve("web").toString();
    bundle = scratch.bundle("", "{ name: web, kind: core-addon, chart: web, values: { turn: 2 } }");
  }

  @Test
  void installedByHelm3_isAdopted_withAllItsFields(Testbed testbed, HelmOracle helm) {
    adopt(helm.on(testbed));
  }

  @Test
  void installedByHelm4_isAdopted_withAllItsFields(Testbed testbed, Helm4 helm) {
    adopt(helm.oracle().on(testbed));
  }

  @Test
  void adoptionThatFails_goesBackToWhatHelmHadInstalled(Testbed testbed, HelmOracle oracle) {
    HelmOracle helm = oracle.on(testbed);
    String namespace = scratch.namespace();
    scratch.createNamespace();
    helm.run("install", "web", chart, "-n", namespace, "--set", "turn=1", "--wait").orFail();
    TestbedCharts.deployment(scratch.charts(), "late");
    Path failing =
        scratch
            .cli()
            .compose(
                scratch
                    .charts()
                    .write(
                        "failing/distro.yaml",
                        """
                        apiVersion: distro.maglev.io/v1
                        kind: Distro
                        metadata: { name: demo, version: 1.0.0 }
                        spec:
                          namespace: %s
                          components:
                            - { name: web, kind: core-addon, chart: ../web, values: { turn: 2 } }
                            - name: late
                              kind: core-addon
                              chart: ../late
                              requires: [ web ]
                              values: { fail: image-pull }
                        """
                            .formatted(namespace)));

    DistroCli.Run run = scratch.install(failing, "--adopt", "web");

    assertThat(run.exit()).as(run.err()).isNotZero();
    state.assertTurn(1, "grey");
    assertThat(helm.run("history", "web", "-n", namespace).orFail()).contains("Rollback to 1");
  }

  private void adopt(HelmOracle helm) {
    String namespace = scratch.namespace();
    scratch.createNamespace();
    helm.run("install", "web", chart, "-n", namespace, "--set", "turn=1", "--wait").orFail();

    DistroCli.Run refused = scratch.install(bundle);
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.error())
        .contains("has a release of that name that is no distro's", "--adopt web");
    state.assertTurn(1, "grey");

    scratch.install(bundle, "--adopt", "web").orFail();

    state.assertTurn(2, "grey");
    assertThat(state.helmsOperations())
        .containsExactly(
            "Deployment[Apply]", "Service[Apply]", "ConfigMap[Apply]", "Gadget[Apply]");
    assertThat(helm.run("history", "web", "-n", namespace).orFail())
        .contains("Install complete", "Upgrade complete");
    helm.run("rollback", "web", "1", "-n", namespace, "--wait").orFail();
    state.assertTurn(1, "grey");
    scratch.cli().onCluster("uninstall", "-n", namespace, "--yes").orFail();
    assertThat(state.deployment()).isNull();
    assertThat(helm.run("list", "-n", namespace, "-q").orFail()).isBlank();
  }
}
