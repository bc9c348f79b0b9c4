package io.maglev.distro.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.cli.Ran;
import io.maglev.distro.compose.Charts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a manifest says of its parts, from the manifest to the cluster, which is a sandbox. */
@Timeout(value = 60, unit = TimeUnit.SECONDS) // below any component's own time-out
class ComposedDistroTest {
  private static final String RULE =
      """
      parameters: { phase: { type: string, default: Running } }
      components:
        - name: kafka
          kind: managed-service
          chart: kafka
          values: { phase: "<%phase%>" }
          readiness: [{ kind: Kafka.example.org, path: status.phase, ready: Running, failed: Error }]
      """;

  @TempDir private Path dir = Path.of("");
  private Path state = dir;
  private Charts charts = new Charts(dir);

  @BeforeEach
  void setUp() {
    state = dir.resolve("state/sandbox.json");
    charts = new Charts(dir);
    charts.chart("db", "appVersion: 16.4.0");
    charts.chart("app", "annotations: { distro.maglev.io/requires: 'database >=14' }");
    charts.chart("kafka");
    charts.write(
        "kafka/crds/kafka.yaml",
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: kafkas.example.org }
        spec:
          group: example.org
          scope: Namespaced
          names: { kind: Kafka, plural: kafkas, singular: kafka, listKind: KafkaList }
          versions: [{ name: v1, served: true, storage: true, schema: {} }]
        """);
    charts.write(
        "kafka/templates/kafka.yaml",
        """
        apiVersion: example.org/v1
        kind: Kafka
        metadata: { name: main }
        status: { phase: {{ .Values.phase }} }
        """);
    charts.chart("broken");
    charts.write(
        "broken/templates/deployment.yaml",
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: { name: {{ .Release.Name }} }
        spec:
          selector: { matchLabels: { app: b } }
          template:
            metadata:
              labels: { app: b }
              annotations: { testbed.distro.maglev.io/fail: {{ .Values.fail }} }
            spec: { containers: [{ name: main, image: "example.test/a:1" }] }
        """);
  }

  @Test
  void includeProfileExternalAndProviders_areInstalledAsTheyAreMeant() throws IOException {
    charts.write(
        "sub/services.yaml",
        """
        apiVersion: distro.maglev.io/v1
        kind: Distro
        spec:
          providers: { database: postgres }
          components:
            - { name: postgres, kind: managed-service, chart: ../db, provides: [database] }
            - { name: other, kind: managed-service, chart: ../db, provides: [database] }
            - { name: app, kind: core-addon, chart: ../app, namespace: apps }
        """);
    Path manifest =
        charts.manifest(
            """
            include: [sub/services.yaml]
            components: [{ name: app, values: { size: big } }]
            profiles:
              cloud:
                exclude: [postgres]
                parameters: { dbHost: { type: string } }
                providers: { database: rds }
                external: [{ name: rds, provides: ["database 15"], values: { host: "<%dbHost%>" } }]
            """);

    Ran plain = Ran.distro("compose", "-f", manifest.toString(), "-o", dir.toString());
    Ran cloud =
        Ran.distro(
            "compose",
            "-f",
            manifest.toString(),
            "-o",
            dir.toString(),
            "--profile",
            "cloud",
            "--param",
            "dbHost=proof.example.org");
    assertThat(plain.exit()).as(plain.err()).isZero();
    assertThat(cloud.exit()).as(cloud.err()).isZero();
    assertThat(plain.out()).containsPattern("app +core-addon .*database >=14\n");
    assertThat(cloud.out())
        .containsPattern("app +core-addon .*apps +database >=14 .external rds.\n");

    Path bundle = dir.resolve("demo-1.2.3+cloud.distro.tar");
    Ran install =
        sandbox("install", bundle.toString(), "--only", "app", "--param", "dbHost=db.example.org");
    assertThat(install.exit()).as(install.err()).isZero();
    assertThat(install.out())
        .contains("demo 1.2.3+cloud in namespace demo")
        .contains("deployed, 1 component");
    assertThat(Files.readString(state))
        .contains("db.example.org", "big")
        .doesNotContain("proof.example.org");
    assertThat(sandbox("list").out()).contains("1.2.3+cloud");

    Ran upgrade =
        sandbox("upgrade", bundle.toString(), "--only", "app", "--param", "dbHost=db2.example.org");
    assertThat(upgrade.exit()).as(upgrade.err()).isZero();
    assertThat(Files.readString(state)).contains("db2.example.org");
    Ran back = sandbox("rollback", "--yes");
    assertThat(back.exit()).as(back.err()).isZero();
    assertThat(Files.readString(state)).contains("db.example.org").doesNotContain("db2.example");
    assertThat(sandbox("uninstall", "--yes").exit()).isZero();

    Ran all = sandbox("install", dir.resolve("demo-1.2.3.distro.tar").toString());
    assertThat(all.exit()).as(all.err()).isZero();
    // Something chose postgres: the other one may go.
    Ran needed = sandbox("uninstall", "--yes", "--only", "postgres");
    assertThat(needed.exit()).isEqualTo(1);
    assertThat(needed.err()).contains("'app' requires 'postgres'");
    assertThat(sandbox("uninstall", "--yes", "--only", "other").exit()).isZero();
    assertThat(sandbox("uninstall", "--yes", "--only", "kind=core-addon").exit()).isZero();
    assertThat(sandbox("status").out()).contains("postgres").doesNotContain("app ", "other ");
  }

  @Test
  void readinessRule_makesACustomResourceReady() {
    String bundle = compose(RULE);

    assertThat(sandbox("install", bundle).exit()).isZero();
    assertThat(sandbox("status").out()).containsPattern("kafka +.* deployed +yes\n");
  }

  @Test
  void readinessRule_failsFastByItsFailedValue() {
    Ran install = sandbox("install", compose(RULE), "--param", "phase=Error", "--no-atomic");

    assertThat(install.exit()).isEqualTo(1);
    assertThat(install.err())
        .contains("Kafka/demo/main: status.phase is 'Error', not Running")
        .doesNotContain("not ready after");
    assertThat(sandbox("status").out())
        .containsPattern("kafka +.* failed +no\n")
        .contains("status.phase is 'Error', not Running");
  }

  @Test
  void readinessRule_waitsForAnyOtherValue() {
    Ran install =
        sandbox(
            "install",
            compose(RULE),
            "--param",
            "phase=Starting",
            "--timeout",
            "1s",
            "--no-atomic");

    assertThat(install.exit()).isEqualTo(1);
    assertThat(install.err()).contains("not ready after 1s", "status.phase is 'Starting'");
  }

  @Test
  void readinessRule_withoutIt_theResourceIsReadyAtOnce() {
    String bundle =
        compose(RULE.substring(0, RULE.indexOf("    readiness")).stripTrailing() + "\n");

    assertThat(sandbox("install", bundle, "--param", "phase=Error").exit()).isZero();
  }

  @Test
  void optionalComponent_thatFails_failsNothingElse() {
    String spec =
        """
        parameters: { fail: { type: string, default: image-pull } }
        components:
          - name: mail
            kind: core-addon
            chart: broken
            optional: true
            values: { fail: "<%fail%>" }
          - { name: webmail, kind: core-addon, chart: db, requires: [mail] }
          - { name: db, kind: managed-service, chart: db }
        hooks: [{ name: done, phases: [post-install], chart: hook }]
        """;
    charts.chart("hook");
    String bundle = compose(spec);

    Ran install = sandbox("install", bundle);

    assertThat(install.exit()).as(install.err()).isZero();
    assertThat(install.out()).contains("revision 1, deployed, 2 components");
    assertThat(install.err())
        .contains("warning: cannot bring up component 'mail': ")
        .doesNotContain("error: ");
    assertThat(sandbox("status").out())
        .contains("Install complete, but for what is optional: failed mail; not started: webmail")
        .containsPattern("mail +.* failed +no\n")
        .containsPattern("db +.* deployed +yes\n");
    assertThat(sandbox("list").out()).containsPattern("demo +demo +1.2.3 +1 +deployed ");

    // Another part of it leaves the distro as whole as it was.
    assertThat(sandbox("install", bundle, "--only", "db").out()).contains(", deployed, ");

    // Run again, the optional one has another chance.
    Ran again = sandbox("install", bundle, "--param", "fail=none");
    assertThat(again.exit()).as(again.err()).isZero();
    assertThat(again.err()).doesNotContain("warning");
    assertThat(again.out()).contains("deployed, 3 components");
    assertThat(sandbox("status").out()).contains("Install complete\n");
  }

  @Test
  void optionalComponent_doesNotExcuseOthers() {
    String bundle =
        compose(
            """
            components:
              - { name: a, kind: core-addon, chart: broken, optional: true, values: { fail: image-pull } }
              - { name: b, kind: core-addon, chart: broken, values: { fail: image-pull } }
            """);

    Ran install = sandbox("install", bundle, "--no-atomic");

    assertThat(install.exit()).isEqualTo(1);
    assertThat(install.out()).contains("revision 1, failed-partial");
    assertThat(install.err())
        .contains("warning: cannot bring up component 'a'", "error: cannot bring up component 'b'");
    assertThat(sandbox("status").out()).contains("Install failed: ");
  }

  private String compose(String spec) {
    Ran ran = Ran.distro("compose", "-f", charts.manifest(spec).toString(), "-o", dir.toString());
    assertThat(ran.exit()).as(ran.err()).isZero();
    return dir.resolve("demo-1.2.3.distro.tar").toString();
  }

  private Ran sandbox(String... args) {
    return Ran.distro(
        Map.of("DISTRO_SANDBOX", state.toString()),
        "",
        Stream.concat(Stream.of(args), Stream.of("--sandbox")).toArray(String[]::new));
  }
}
