package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
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
 * Real Helm takes over a release that we installed, and we take it back: each test begins where the
 * one before ended.
 */
@OnTestbed
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HelmIT {
  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final String namespace;
  private final String chart;
  private final Path bundle;

  HelmIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    scratch = ScratchDistro.in(testbed, dir);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
    scratch.charts().chart("a");
    TestbedCharts.deployment(scratch.charts(), "web");
    chart = dir.resolve("web").toString();
    bundle =
        scratch.bundle("", "{ name: web, kind: core-addon, chart: web, values: { colour: red } }");
    scratch.install(bundle).orFail();
  }

  @Test
  @Order(1)
  void helm_upgrades() {
    helm("upgrade", "web", chart, "--set", "colour=green", "--wait");

    assertThat(colour()).isEqualTo("green");
    assertThat(history())
        .containsExactly("1 superseded Install complete", "2 deployed Upgrade complete");
    assertThat(component("web")).isEqualTo("2 deployed true");
  }

  @Test
  @Order(2)
  void helm_rollsBack() {
    helm("rollback", "web", "1", "--wait");

    assertThat(colour()).isEqualTo("red");
    assertThat(history())
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 deployed Rollback to 1");
    assertThat(helm("get", "values", "web")).contains("colour: red");
  }

  @Test
  @Order(3)
  void distro_bringsBackWhatItsBundleSays() {
    helm("upgrade", "web", chart, "--set", "colour=blue,extra=yes", "--wait");
    assertThat(annotations())
        .containsEntry("test/colour", "blue")
        .containsEntry("test/extra", "yes");

    DistroCli.Run run = scratch.install(bundle).orFail();

    assertThat(run.err().lines()).anyMatch(line -> line.matches("\\S+ +a +unchanged"));
    assertThat(annotations()).containsOnly(Map.entry("test/colour", "red"));
    assertThat(history()).last().isEqualTo("5 deployed Upgrade complete");
    assertThat(
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get()
                .getStatus()
                .getReadyReplicas())
        .isEqualTo(1);
  }

  @Test
  @Order(4)
  void helm_uninstalls_andStatusSaysSo() {
    helm("uninstall", "web", "--wait");

    assertThat(client.apps().deployments().inNamespace(namespace).withName("web").get()).isNull();
    assertThat(component("web")).isEqualTo("0 missing false");
  }

  @Test
  @Order(5)
  void distro_installsAnew_whatHelmTookAway() {
    scratch.install(bundle).orFail();

    assertThat(history()).containsExactly("1 deployed Install complete");
    assertThat(component("web")).isEqualTo("1 deployed true");
  }

  @Test
  @Order(6)
  void distro_uninstalls_whatHelmHasUpgraded() {
    helm("upgrade", "web", chart, "--set", "colour=green", "--wait");

    scratch.cli().onCluster("uninstall", "-n", namespace, "--yes").orFail();

    assertThat(helm("list", "--all", "-q")).isEmpty();
    assertThat(client.apps().deployments().inNamespace(namespace).withName("web").get()).isNull();
    assertThat(scratch.traces()).isEmpty();
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

  /** Revision, status and description of each revision of the release. */
  private List<String> history() {
    List<String> lines = new ArrayList<>();
    new DistroCli.Run(0, helm("history", "web", "-o", "json"), "")
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

  /** Revision, status and readiness of a component as we tell them. */
  private String component(String name) {
    List<String> found = new ArrayList<>();
    scratch
        .cli()
        .onCluster("status", "-n", namespace, "-o", "json")
        .orFail()
        .json()
        .get("components")
        .forEach(
            it -> {
              if (it.get("name").asText().equals(name)) {
                found.add(
                    "%s %s %s"
                        .formatted(
                            it.get("revision").asText(),
                            it.get("status").asText(),
                            it.get("ready").asText()));
              }
            });
    return String.join(", ", found);
  }
}
