package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code distro status} of what a real control plane made of a distro. */
@OnTestbed
@Timeout(120)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusIT {
  private final ScratchDistro scratch;

  private final Testbed testbed;
  private final Path dir;

  StatusIT(Testbed testbed, @TempDir Path dir) {
    this.testbed = testbed;
    this.dir = dir;
    scratch = ScratchDistro.in(testbed, dir);
  }

  @BeforeAll
  void install() {
    scratch.charts().chart("a");
    TestbedCharts.deployment(scratch.charts(), "web");
    scratch.charts().write("big/Chart.yaml", "apiVersion: v2\nname: big\nversion: 1.0.0\n");
    scratch
        .charts()
        .write(
            "big/templates/set.yaml",
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: {{ .Release.Name }} }
            spec:
              serviceName: {{ .Release.Name }}
              selector: { matchLabels: { app: {{ .Release.Name }} } }
              template:
                metadata: { labels: { app: {{ .Release.Name }} } }
                spec:
                  containers:
                    - name: main
                      image: example.test/big:1
                      resources: { requests: { cpu: "100000" } }
            """);
    DistroCli.Run run =
        scratch.install(
            scratch.bundle(
                "",
                "{ name: fine, kind: core-addon, chart: web }",
                "{ name: image, kind: core-addon, chart: web, values: { fail: image-pull } }",
                "{ name: huge, kind: managed-service, chart: big }"),
            "--timeout",
            "5s",
            "--no-atomic");
    assertThat(run.exit()).isEqualTo(1);
  }

  @Test
  void status_tellsWhyPodsAreNotReady() {
    String text = distro("status");

    assertThat(text)
        .containsPattern("(?m)^huge\n[|`]- > StatefulSet/huge  0/1 ready\n")
        .containsPattern("> Pod/huge-0  0/1 Pending\n +Unschedulable: 0/\\d+ nodes are available")
        .containsPattern("event FailedScheduling.*: 0/\\d+ nodes are available")
        .containsPattern("> Pod/image-\\w+-\\w+  0/1 ImagePullBackOff\n")
        .doesNotContain("Deployment/fine");
  }

  @Test
  void status_hasTheTreeOfAll() {
    JsonNode components =
        new DistroCli.Run(0, distro("status", "-o", "json"), "").json().get("components");

    assertThat(path(components.get(1).get("objects").get(0)))
        .matches("Deployment ready 1/1 ready, ReplicaSet ready 1/1 ready, Pod ready 1/1 Running");
    assertThat(components.get(1).get("ready").asBoolean()).isTrue();
    assertThat(path(components.get(3).get("objects").get(0)))
        .isEqualTo("StatefulSet progressing 0/1 ready, Pod progressing 0/1 Pending");
  }

  @Test
  void watch_tellsOfChanges_andEndsWhenReady() {
    ScratchDistro other = ScratchDistro.in(testbed, dir.resolve("other"));
    other.charts().chart("a");
    TestbedCharts.deployment(other.charts(), "web");
    other.install(other.bundle("", "{ name: fine, kind: core-addon, chart: web }")).orFail();
    fail(other, "never-ready");
    CompletableFuture<DistroCli.Run> watching =
        CompletableFuture.supplyAsync(
            () ->
                other
                    .cli()
                    .onCluster(
                        "status", "--until", "ready", "--timeout", "60s", "-n", other.namespace()));
    sleep();
    assertThat(watching).isNotDone();

    fail(other, "");

    DistroCli.Run run = watching.join().orFail();
    assertThat(run.out())
        .containsPattern("fine +revision 1 deployed, not ready: Deployment/")
        .containsPattern("fine +revision 1 deployed, ready\n$");
  }

  @Test
  void watch_ofWhatIsUninstalled_ends() {
    ScratchDistro other = ScratchDistro.in(testbed, dir.resolve("gone"));
    other.charts().chart("a");
    other.install(other.bundle("")).orFail();
    CompletableFuture<DistroCli.Run> watching =
        CompletableFuture.supplyAsync(
            () -> other.cli().onCluster("status", "-w", "-n", other.namespace(), "-o", "json"));
    sleep();

    other.cli().onCluster("uninstall", "--yes", "-n", other.namespace()).orFail();

    DistroCli.Run run = watching.join().orFail();
    assertThat(run.err()).isEqualTo("it is no longer installed\n");
    assertThat(run.out().lines()).isNotEmpty().allMatch(it -> it.startsWith("{\"bundle\""));
  }

  private static void fail(ScratchDistro distro, String how) {
    distro
        .client()
        .apps()
        .deployments()
        .inNamespace(distro.namespace())
        .withName("fine")
        .edit(
            it -> {
              Map<String, String> annotations =
                  it.getSpec().getTemplate().getMetadata().getAnnotations();
              if (how.isEmpty()) {
                annotations.remove("testbed.distro.maglev.io/fail");
              } else {
                annotations.put("testbed.distro.maglev.io/fail", how);
              }
              return it;
            });
  }

  /** Longer than a watch takes to begin. */
  private static void sleep() {
    try {
      Thread.sleep(5000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String path(JsonNode object) {
    String text =
        "%s %s %s"
            .formatted(
                object.get("kind").asText(),
                object.get("state").asText(),
                object.get("summary").asText());
    return object.get("objects").isEmpty()
        ? text
        : text + ", " + path(object.get("objects").get(0));
  }

  private String distro(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", scratch.namespace()));
    return scratch.cli().onCluster(all.toArray(String[]::new)).orFail().out();
  }
}
