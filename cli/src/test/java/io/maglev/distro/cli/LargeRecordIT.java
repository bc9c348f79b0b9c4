package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.testbed.Helm4;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A chart too large for Helm is installed, and Helm goes on from there. */
@OnTestbed
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LargeRecordIT {
  private final ScratchDistro scratch;
  private final HelmOracle helm3;
  private final HelmOracle helm4;
  private final Path large;
  private final Path small;

  LargeRecordIT(Testbed testbed, HelmOracle oracle, Helm4 four, @TempDir Path dir) {
    scratch = ScratchDistro.in(testbed, dir);
    helm3 = oracle.on(testbed);
    helm4 = four.oracle().on(testbed);
    scratch.charts().chart("a");
    large = scratch.charts().chart("big");
    scratch.charts().write("big/values.yaml", "grade: old\n");
    scratch.charts().write("big/dashboards/all.json", noise(1_500_000));
    small = scratch.charts().chart("small/big");
    scratch.charts().write("small/big/Chart.yaml", "apiVersion: v2\nname: big\nversion: 2.0.0\n");
    scratch.charts().write("small/big/values.yaml", "grade: new\n");
  }

  @Test
  @Order(1)
  void install_ofAChartTooLargeForHelm_leavesOutItsFiles_andSaysSo() {
    scratch.createNamespace();
    assertThat(helm3.run("install", "big", large.toString(), "-n", scratch.namespace()).err())
        .contains("data: Too long");
    assertThat(helm("list", "--all", "-q")).isEmpty();

    DistroCli.Run run =
        scratch
            .install(
                scratch.bundle(
                    "", "{ name: big, kind: core-addon, chart: big, values: { given: 1 } }"))
            .orFail();

    assertThat(run.err())
        .contains(
            "the record of release 'big' leaves out the chart's files, to stay below 1000000");
    assertThat(values()).isEqualTo("{\"given\":1,\"grade\":\"old\"}");
    assertThat(helm("get", "values", "big", "--all")).contains("given: 1", "grade: old");
  }

  @Test
  @Order(2)
  void helm_reusesItsValues_andRollsBackToIt() {
    for (HelmOracle helm : List.of(helm3, helm4)) {
      run(helm, "upgrade", "big", small.toString(), "--reuse-values", "--set", "more=2");
      assertThat(values()).isEqualTo("{\"given\":1,\"grade\":\"old\",\"more\":2}");

      run(helm, "rollback", "big", "1");
      assertThat(values()).isEqualTo("{\"given\":1,\"grade\":\"old\"}");
    }
    assertThat(helm("history", "big")).contains("Rollback to 1", "big-2.0.0");
  }

  @Test
  @Order(3)
  void install_tooLargeEvenSo_isRefusedBeforeAnythingIsTouched() {
    scratch
        .charts()
        .write(
            "big/templates/dashboards.yaml",
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: dashboards }
            data: { all: {{ .Files.Get "dashboards/all.json" | quote }} }
            """);
    Map<String, String> before =
        scratch
            .client()
            .configMaps()
            .inNamespace(scratch.namespace())
            .withName("a")
            .get()
            .getData();
    scratch.charts().write("a/values.yaml", "changed: true\n");
    Path bundle = scratch.cli().compose(scratch.charts().dir().resolve("distro.yaml"));

    DistroCli.Run run = scratch.cli().onCluster("upgrade", bundle.toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.error())
        .containsPattern("release 'big' revision 1: the record is \\d{7} bytes, limit 1000000")
        .containsPattern(
            "at ConfigMap 'dashboards' \\(big/templates/dashboards.yaml\\): 1500\\d{3}");
    assertThat(
            scratch
                .client()
                .configMaps()
                .inNamespace(scratch.namespace())
                .withName("a")
                .get()
                .getData())
        .isEqualTo(before);
  }

  private String values() {
    return scratch
        .client()
        .configMaps()
        .inNamespace(scratch.namespace())
        .withName("big")
        .get()
        .getData()
        .getOrDefault("values", "");
  }

  private String helm(String... args) {
    return run(helm3, args);
  }

  private String run(HelmOracle helm, String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", scratch.namespace()));
    return helm.run(all.toArray(String[]::new)).orFail();
  }

  /** Text of that length that cannot be compressed below three quarters of it. */
  private static String noise(int length) {
    byte[] noise = new byte[length / 4 * 3];
    new Random(1).nextBytes(noise);
    return Base64.getEncoder().encodeToString(noise);
  }
}
