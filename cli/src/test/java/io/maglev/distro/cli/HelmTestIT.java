package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code distro test} of a component beside {@code helm test} of a twin of the same chart: each
 * test begins where the one before ended.
 */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class HelmTestIT {
  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final String namespace;
  private final Path dir;

  HelmTestIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    this.dir = dir;
    scratch = ScratchDistro.in(testbed, dir);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
  }

  @BeforeAll
  void install() {
    scratch.charts().chart("a");
    scratch.charts().chart("web");
    scratch
        .charts()
        .write(
            "web/templates/tests.yaml",
            hook("Pod", "c-pod", "test", "")
                + hook(
                    "Pod",
                    "b-legacy",
                    "test-success",
                    "helm.sh/hook-delete-policy: before-hook-creation,hook-failed")
                + hook("Job", "a-job", "test", "helm.sh/hook-weight: '-1'")
                + hook("Pod", "gone", "test", "helm.sh/hook-delete-policy: hook-succeeded")
                + hook("Pod", "last", "test", "helm.sh/hook-weight: '7'")
                + hook("Pod", "other", "pre-delete", ""));
    scratch.install(scratch.bundle("", "{ name: web, kind: core-addon, chart: web }")).orFail();
    helm("install", "twin", dir.resolve("web").toString());
  }

  @Test
  @Order(1)
  void test_ofWhatIsWell_isRecordedAsHelmDoes() {
    DistroCli.Run run = distro("test");
    helm("test", "twin");

    assertThat(run.exit()).as(run.err()).isZero();
    assertThat(run.out().lines().filter(line -> line.startsWith("web")))
        .extracting(line -> line.replaceAll(" +[0-9.]+s$", "").replaceAll(" +", " "))
        .containsExactly(
            "web 1 Job/a-job-web succeeded",
            "web 1 Pod/b-legacy-web succeeded",
            "web 1 Pod/c-pod-web succeeded",
            "web 1 Pod/gone-web succeeded",
            "web 1 Pod/last-web succeeded");
    assertThat(run.out()).containsPattern("a +1 +- +no tests\n");
    assertThat(suites("web")).hasSize(10).isEqualTo(suites("twin"));
    assertThat(left("web")).contains("Pod c-pod").doesNotContain("Pod gone");
    assertThat(left("web")).isEqualTo(left("twin"));
  }

  @Test
  @Order(2)
  void test_again_afterHelm_runsAnew() {
    helm("test", "web");
    distro("test", "--only", "web").orFail();

    assertThat(suites("web")).isEqualTo(suites("twin"));
  }

  @Test
  @Order(3)
  void test_thatFails_isRecordedAsHelmDoes() {
    for (String release : List.of("web", "twin")) {
      helm("upgrade", release, dir.resolve("web").toString(), "--set", "broken=b-legacy");
    }

    DistroCli.Run run = distro("test", "--only", "web");
    HelmOracle.Result helms = helm.run("test", "twin", "-n", namespace);

    assertThat(run.exit()).isEqualTo(1);
    assertThat(helms.exit()).isEqualTo(1);
    assertThat(run.out())
        .containsPattern("Job/a-job-web +succeeded")
        .containsPattern("Pod/b-legacy-web +failed")
        .containsPattern("Pod/c-pod-web +skipped");
    assertThat(run.err()).contains("log of b-legacy-web/main | b-legacy of web says so");
    assertThat(suites("web")).contains("Phase: Failed").isEqualTo(suites("twin"));
    assertThat(left("web")).isEqualTo(left("twin"));
  }

  @Test
  @Order(4)
  void test_whileSomebodyElseWorks_isLocked() {
    client
        .leases()
        .inNamespace(namespace)
        .withName("distro-demo")
        .edit(
            lease -> {
              lease.getSpec().setHolderIdentity("somebody@else:1");
              lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
              lease.getSpec().setLeaseDurationSeconds(30);
              return lease;
            });
    Thread renewing = new Thread(this::renew);
    renewing.setDaemon(true);
    renewing.start();

    DistroCli.Run run = distro("test");

    assertThat(run.exit()).as(run.err()).isEqualTo(4);
    assertThat(run.error()).contains("somebody@else:1");
  }

  private void renew() {
    for (int i = 0; i < 6; i++) {
      try {
        Thread.sleep(1000);
      } catch (InterruptedException e) {
        return;
      }
      client
          .leases()
          .inNamespace(namespace)
          .withName("distro-demo")
          .edit(
              lease -> {
                lease.getSpec().setRenewTime(ZonedDateTime.now(ZoneOffset.UTC));
                return lease;
              });
    }
  }

  private static String hook(String kind, String name, String event, String annotation) {
    String fate =
        """
        testbed.distro.maglev.io/logs: %s of {{ .Release.Name }} says so
        {{- if eq (.Values.broken | default "") "%s" }}
        testbed.distro.maglev.io/fail: exit-1
        {{- end }}
        """
            .formatted(name, name);
    String pod =
        "restartPolicy: Never\ncontainers: [ { name: main, image: \"example.test/test:1\" } ]\n";
    String annotations = "helm.sh/hook: " + event + "\n" + annotation + "\n";
    return "---\napiVersion: "
        + (kind.equals("Job") ? "batch/v1" : "v1")
        + "\nkind: "
        + kind
        + "\nmetadata:\n  name: "
        + name
        + "-{{ .Release.Name }}\n  annotations:\n"
        + (annotations + fate).indent(4)
        + (kind.equals("Job")
            ? "spec:\n  backoffLimit: 0\n  template:\n    spec:\n" + pod.indent(6)
            : "spec:\n" + pod.indent(2));
  }

  /** Name and phase of each test as Helm shows them. */
  private List<String> suites(String release) {
    return helm("status", release)
        .lines()
        .filter(line -> line.startsWith("TEST SUITE") || line.startsWith("Phase"))
        .map(line -> line.replaceAll(" +", " ").replace(release, "it"))
        .toList();
  }

  /** The Pods and Jobs of hooks that are still there. */
  private List<String> left(String release) {
    List<String> names = new ArrayList<>();
    client
        .pods()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(pod -> names.add("Pod " + pod.getMetadata().getName()));
    client
        .batch()
        .v1()
        .jobs()
        .inNamespace(namespace)
        .list()
        .getItems()
        .forEach(job -> names.add("Job " + job.getMetadata().getName()));
    return names.stream()
        .filter(name -> name.endsWith("-" + release))
        .map(name -> name.substring(0, name.length() - release.length() - 1))
        .sorted()
        .toList();
  }

  private DistroCli.Run distro(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return scratch.cli().onCluster(all.toArray(String[]::new));
  }

  private String helm(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return helm.run(all.toArray(String[]::new)).orFail();
  }
}
