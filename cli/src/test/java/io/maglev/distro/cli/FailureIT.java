package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One install in which everything goes wrong at once, and the run that mends it. */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailureIT {
  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final String namespace;
  private final Path bundle;
  private final DistroCli.Run install;
  private final Duration took;

  FailureIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    scratch = ScratchDistro.in(testbed, dir);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
    scratch.charts().chart("a");
    TestbedCharts.deployment(scratch.charts(), "web");
    TestbedCharts.failingHook(scratch.charts(), "migrated");
    TestbedCharts.customResource(scratch.charts(), "custom");
    bundle =
        scratch.bundle(
            "",
            web("image", "image-pull"),
            web("crash", "crash-loop"),
            "{ name: never, kind: core-addon, chart: web, timeout: 17s,"
                + " values: { fail: never-ready } }",
            web("good", ""),
            "{ name: migrated, kind: managed-service, chart: migrated }",
            "{ name: custom, kind: core-addon, chart: custom }",
            "{ name: waits, kind: core-addon, chart: a, requires: [ image ] }",
            "{ name: waits-too, kind: core-addon, chart: a, requires: [ waits, good ] }",
            "{ name: after-good, kind: core-addon, chart: a, requires: [ good, custom ] }",
            "{ name: away, kind: core-addon, chart: a, namespace: %s-away }".formatted(namespace));
    long start = System.nanoTime();
    install = scratch.install(bundle, "--no-atomic");
    took = Duration.ofNanos(System.nanoTime() - start);
  }

  @AfterAll
  void removeWhatIsTheClusters() {
    client
        .apiextensions()
        .v1()
        .customResourceDefinitions()
        .withName("widgets.test.maglev.io")
        .delete();
  }

  @Test
  void install_isFailed_andSoonerThanItsTimeouts() {
    assertThat(install.exit()).isEqualTo(1);
    assertThat(took).isLessThan(Duration.ofSeconds(60));
    assertThat(install.err().lines().filter(line -> line.startsWith("error: "))).hasSize(4);
    assertThat(install.out())
        .startsWith("demo 1.2.3 in namespace " + namespace + ": revision 1, failed-partial");
  }

  @Test
  void hookThatFails_isNamedWithItsFile_andItsLogIsShown() {
    assertThat(install.err().lines())
        .anyMatch(line -> line.matches(".*  log of migrated-migrate-.*/migrate \\| migrating"))
        .anyMatch(line -> line.endsWith("| schema 7 is newer than schema 6"));
    assertThat(error("migrated"))
        .startsWith(
            "error: cannot run pre-install hook 'migrated-migrate' of 'migrated': Job/"
                + namespace
                + "/migrated-migrate: the Job failed: Job has reached the specified backoff limit")
        .contains("\n  at migrated/templates/job.yaml: Job/migrated-migrate\n")
        .contains("\n  at last event of Job/" + namespace + "/migrated-migrate: BackoffLimit");
    assertThat(client.configMaps().inNamespace(namespace).withName("migrated").get())
        .as("what comes after the hook")
        .isNull();
  }

  @Test
  void imageThatIsMissing_isToldFast_withPodContainerAndReason() {
    assertThat(error("image"))
        .startsWith(
            "error: cannot bring up component 'image': Deployment/" + namespace + "/image: ")
        .containsPattern(
            "Pod image-\\S+ cannot start: container 'main': ImagePullBackOff: Back-off pulling"
                + " image \"example.test/image:1\"")
        .containsPattern("  at last event of Pod/\\S+/image-\\S+: Failed: Failed to pull image")
        .contains("\n  hint: ");
  }

  @Test
  void podThatCrashes_isToldFast_withItsLog() {
    assertThat(error("crash")).contains("CrashLoopBackOff: 4 restarts, last exit code 1");
    assertThat(install.err().lines())
        .anyMatch(line -> line.matches(".*  log of crash-.*/main \\| starting crash"))
        .anyMatch(line -> line.matches(".*  log of crash-.*/main \\| cannot go on"));
  }

  @Test
  void deploymentThatIsNeverReady_isGivenUpAtItsTimeout_withItsLastEvent() {
    assertThat(error("never"))
        .startsWith("error: cannot bring up component 'never': not ready after 17s\n")
        .contains("\n  at Deployment/" + namespace + "/never: 0 of 1 replicas available\n")
        .containsPattern("\n  at last event of Pod/\\S+/never-\\S+: Unhealthy: Readiness probe");
  }

  @Test
  void dependents_areHeldBack_andTheOthersFinish() {
    assertThat(install.err().lines())
        .anyMatch(line -> line.matches("\\S+ +waits +not started: image failed"))
        .anyMatch(line -> line.matches("\\S+ +waits-too +not started: waits failed"))
        .anyMatch(line -> line.matches("\\S+ +after-good +done after .*"));
    assertThat(releases(namespace))
        .containsExactlyInAnyOrder(
            "a deployed",
            "after-good deployed",
            "crash failed",
            "custom deployed",
            "good deployed",
            "image failed",
            "migrated failed",
            "never failed");
  }

  @Test
  void failure_isInHelmsHistory() {
    assertThat(helm.run("history", "image", "-n", namespace).orFail())
        .contains("failed", "Release \"image\" failed: cannot bring up component 'image'");
  }

  @Test
  void componentInANamespaceOfItsOwn_isReleasedThere() {
    assertThat(releases(namespace + "-away")).containsExactly("away deployed");
    assertThat(client.configMaps().inNamespace(namespace + "-away").withName("away").get())
        .isNotNull();
  }

  @Test
  void crds_areServedBeforeTheChartIsRendered() {
    assertThat(
            client
                .genericKubernetesResources("test.maglev.io/v1", "Widget")
                .inNamespace(namespace)
                .withName("custom")
                .get())
        .isNotNull();
  }

  @Test
  void status_saysWhatIsNotReadyAndWhy() {
    JsonNode status =
        scratch.cli().onCluster("status", "-n", namespace, "-o", "json").orFail().json();

    assertThat(status.get("status").asText()).isEqualTo("failed-partial");
    assertThat(status.get("components"))
        .filteredOn(it -> !it.get("ready").asBoolean())
        .extracting(it -> it.get("name").asText() + ": " + it.get("problems").get(0).asText())
        .containsExactlyInAnyOrder(
            "image: Deployment/" + namespace + "/image: 0 of 1 replicas available",
            "crash: Deployment/" + namespace + "/crash: 0 of 1 replicas available",
            "never: Deployment/" + namespace + "/never: 0 of 1 replicas available",
            "migrated: ConfigMap/" + namespace + "/migrated: it does not exist");
  }

  @Test
  void timeoutOnTheCommandLine_countsInsteadOfTheManifests(Testbed testbed, @TempDir Path other) {
    ScratchDistro demo = ScratchDistro.in(testbed, other);
    TestbedCharts.deployment(demo.charts(), "web");
    demo.charts().chart("a");

    DistroCli.Run run =
        demo.install(
            demo.bundle("", web("never", "never-ready")), "--timeout", "2s", "--no-atomic");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.error())
        .startsWith("error: cannot bring up component 'never': not ready after 2s\n")
        .contains("\n  at Deployment/" + demo.namespace() + "/never: ");
  }

  @Test
  @Order(Integer.MAX_VALUE)
  void sameCommandAfterMending_triesTheFailedAgainAndLeavesTheRestAlone() {
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("mended")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();

    DistroCli.Run again = scratch.install(bundle).orFail();

    assertThat(again.out())
        .isEqualTo(
            "demo 1.2.3 in namespace %s: revision 2, deployed, 11 components%n"
                .formatted(namespace));
    assertThat(again.err().lines().filter(line -> line.endsWith("  unchanged"))).hasSize(5);
    assertThat(releases(namespace)).hasSize(10).allMatch(line -> line.endsWith(" deployed"));
    assertThat(revisions("good")).containsExactly("1 deployed");
    assertThat(revisions("waits-too")).containsExactly("1 deployed");
    for (String mended : List.of("image", "crash", "never", "migrated")) {
      assertThat(revisions(mended)).as(mended).containsExactly("1 failed", "2 deployed");
    }
  }

  /** The lines of the error about a component. */
  private String error(String component) {
    return Stream.of(install.err().split("(?m)^(?=error: )", -1))
        .filter(text -> text.startsWith("error: "))
        .filter(text -> text.lines().findFirst().orElse("").contains("'" + component + "'"))
        .findFirst()
        .orElse("");
  }

  private List<String> releases(String where) {
    return words("name", "list", "--all", "-n", where);
  }

  private List<String> revisions(String release) {
    return words("revision", "history", release, "-n", namespace);
  }

  /** Of each element that Helm lists: one member and its status. */
  private List<String> words(String member, String... command) {
    List<String> words = new ArrayList<>();
    String[] args =
        Stream.concat(Stream.of(command), Stream.of("-o", "json")).toArray(String[]::new);
    HelmOracle.Result result = helm.run(args);
    new DistroCli.Run(result.exit(), result.out(), result.err())
        .orFail()
        .json()
        .forEach(it -> words.add(it.get(member).asText() + " " + it.get("status").asText()));
    return words;
  }

  private static String web(String name, String fail) {
    return "{ name: %s, kind: core-addon, chart: web, values: { fail: \"%s\" } }"
        .formatted(name, fail);
  }
}
