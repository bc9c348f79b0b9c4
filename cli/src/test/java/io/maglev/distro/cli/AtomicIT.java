package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.compose.Charts;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that fail on a real API server: each test begins where the one before ended. */
@OnTestbed
@Timeout(240)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AtomicIT {
  private final ScratchDistro scratch;
  private final KubernetesClient client;
  private final HelmOracle helm;
  private final String namespace;
  private final Path dir;
  private String service = "headless";

  AtomicIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    this.dir = dir;
    scratch = ScratchDistro.in(testbed, dir);
    client = testbed.client();
    helm = oracle.on(testbed);
    namespace = scratch.namespace();
    TestbedCharts.deployment(scratch.charts(), "web");
    scratch.charts().chart("plain");
    writeStore();
  }

  @Test
  @Order(1)
  void firstInstall_failed_leavesNothingButNamespaceAndClaims() {
    DistroCli.Run run = install(bundle("1.0.0", store("headless"), web("red", "image-pull")));

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.error())
        .isEqualTo(
            """
            error: cannot install distro 'demo': web failed; what had been changed was taken back
              at 'store' is uninstalled, as it was before; its data stays
              at 'db' is uninstalled, as it was before; its data stays
              at 'web' is uninstalled, as it was before; its data stays
              at 'other' is uninstalled, as it was before; its data stays
              hint: mend what the error above tells of, then run the same command again
            """);
    assertThat(run.out())
        .isEqualTo(
            "demo 1.0.0 in namespace %s: revision 1, failed, 0 components%n".formatted(namespace));
    assertThat(helm("list", "--all", "-q")).isEmpty();
    assertThat(left())
        .containsExactly(
            "PersistentVolumeClaim/data-store-0", "Secret/sh.distro.revision.v1.demo.v1");
    assertThat(distro("list").orFail().out()).containsPattern("demo +\\S+ +1.0.0 +1 +failed +0");
  }

  @Test
  @Order(2)
  void install_afterIt_startsAfresh() {
    install(bundle("1.0.0", store("headless"), web("red", ""))).orFail();

    for (String release : List.of("db", "store", "web", "other")) {
      assertThat(history(release)).as(release).containsExactly("1 deployed Install complete");
    }
  }

  @Test
  @Order(3)
  void upgrade_failedAtTheLast_bringsAllBackToTheirOldManifests() {
    List<String> names = List.of("db", "store", "web");
    List<String> before = names.stream().map(name -> helm("get", "manifest", name)).toList();
    List<String> objects = states();
    String untouched = versions("other");

    DistroCli.Run run =
        upgrade(
            bundle("1.1.0", store("headless").replace("red", "blue"), web("blue", "config-error")),
            "--param",
            "colour=blue");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.error())
        .startsWith(
            "error: cannot upgrade distro 'demo': web failed; what had been changed was taken back")
        .contains("'store' is what it was: revision 3 of its release brings back 1");
    assertThat(names.stream().map(name -> helm("get", "manifest", name)).toList())
        .isEqualTo(before);
    assertThat(states()).isEqualTo(objects);
    assertThat(versions("other")).isEqualTo(untouched);
    assertThat(history("other")).hasSize(1);
    assertThat(history("store"))
        .containsExactly(
            "1 superseded Install complete",
            "2 superseded Upgrade complete",
            "3 deployed Rollback to 1");
    assertThat(history("web")).last().isEqualTo("3 deployed Rollback to 1");
    assertThat(history("web").get(1)).startsWith("2 failed Upgrade \"web\" failed: ");
    assertThat(helm("status", "web")).contains("STATUS: deployed", "REVISION: 3");
    assertThat(distro("status").orFail().out()).contains("1.0.0").doesNotContain("1.1.0");
    assertThat(distro("history").orFail().out())
        .contains("failed", "Upgrade failed: web; taken back");
  }

  @Test
  @Order(4)
  void upgrade_mended_endsWell_andHelmGoesOnFromThere() {
    upgrade(bundle("1.1.0", store("headless"), web("blue", ""))).orFail();

    assertThat(history("web")).last().isEqualTo("4 deployed Upgrade complete");
    helm("rollback", "web", "1", "--wait");
    assertThat(history("web")).last().isEqualTo("5 deployed Rollback to 1");
  }

  @Test
  @Order(5)
  void upgrade_forwardOnlyMember_staysNew_andWhatDoesNotAcceptTheOldStaysToo() {
    all("2.0.0", "database 1.0.0", "database <2", "red", "").orFail();

    DistroCli.Run run = all("2.1.0", "database 2.0.0", "database >=2", "blue", "config-error");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).contains("forward-only, so not taken back if this run fails: db");
    assertThat(run.error())
        .startsWith(
            "error: cannot upgrade distro 'demo': web failed; not all that had been changed could be"
                + " taken back\n")
        .contains(
            "  at 'db' stays at revision",
            "of its release: it is forward-only\n",
            "what it was requires database <2, and 'db', which stays new, provides database 2.0.0\n",
            "  at 'other' is what it was: revision");
    assertThat(data("db")).contains("blue");
    assertThat(data("strict")).contains("blue");
    assertThat(data("other")).contains("red");
    assertThat(distro("status").orFail().out()).contains("failed-partial");
  }

  @Test
  @Order(6)
  void statefulSet_whoseImmutableFieldChanges_isRefusedAndTakenBack() {
    all("2.2.0", "database 2.0.0", "database >=2", "green", "").orFail();
    String set = uid("StatefulSet");

    service = "elsewhere";
    DistroCli.Run run = all("2.3.0", "database 2.0.0", "database >=2", "green", "");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .contains(
            "error: cannot apply StatefulSet/"
                + namespace
                + "/store: spec.serviceName cannot be changed while it exists\n",
            "\n  hint: add --recreate to make it anew; its Pods and claims stay\n");
    assertThat(uid("StatefulSet")).isEqualTo(set);
  }

  @Test
  @Order(7)
  void recreate_makesTheSetAnew_leavingPodsAndClaims() {
    String set = uid("StatefulSet");
    String pod =
        client.pods().inNamespace(namespace).withName("store-0").get().getMetadata().getUid();
    String claim = uid("PersistentVolumeClaim");

    DistroCli.Run run =
        all("2.3.0", "database 2.0.0", "database >=2", "green", "", "--recreate").orFail();

    assertThat(run.err())
        .contains("making StatefulSet/" + namespace + "/store anew: spec.serviceName");
    assertThat(uid("StatefulSet")).isNotEqualTo(set);
    assertThat(
            client.pods().inNamespace(namespace).withName("store-0").get().getMetadata().getUid())
        .isEqualTo(pod);
    assertThat(uid("PersistentVolumeClaim")).isEqualTo(claim);
  }

  @Test
  @Order(8)
  void recreate_takenBack_makesTheSetAnewOnceMore() {
    String claim = uid("PersistentVolumeClaim");
    service = "third";

    DistroCli.Run run =
        all("2.4.0", "database 2.0.0", "database >=2", "green", "config-error", "--recreate");

    assertThat(run.exit()).isEqualTo(3);
    assertThat(run.err())
        .containsPattern("store \\(take-back\\) +making StatefulSet/" + namespace + "/store anew");
    assertThat(
            client
                .apps()
                .statefulSets()
                .inNamespace(namespace)
                .withName("store")
                .get()
                .getSpec()
                .getServiceName())
        .isEqualTo("elsewhere");
    assertThat(uid("PersistentVolumeClaim")).isEqualTo(claim);
  }

  @Test
  @Order(9)
  void uninstall_leavesTheClaimsOnly() {
    distro("uninstall", "--yes").orFail();

    assertThat(left()).containsExactly("PersistentVolumeClaim/data-store-0");
  }

  private DistroCli.Run install(Path bundle) {
    return scratch.install(bundle, "--param", "colour=red");
  }

  private DistroCli.Run upgrade(Path bundle, String... options) {
    return distro(
        Stream.concat(
                Stream.of("upgrade", bundle.toString(), "--timeout", "60s"), Stream.of(options))
            .toArray(String[]::new));
  }

  /** All of it as a version whose database, and what of it is required, may change. */
  private DistroCli.Run all(
      String version,
      String provides,
      String requires,
      String colour,
      String fail,
      String... options) {
    return upgrade(
        bundle(
            version,
            store(service),
            """
            - name: db
              kind: managed-service
              chart: ../plain
              rollback: forward-only
              provides: [ "%1$s" ]
              values: { colour: %3$s }
            - { name: strict, kind: core-addon, chart: ../plain, requires: [ "%2$s" ], values: { colour: %3$s } }
            - { name: other, kind: core-addon, chart: ../plain, requires: [ db ], values: { colour: %3$s } }
            - { name: web, kind: core-addon, chart: ../web, requires: [ strict, other ], values: { fail: "%4$s" } }
            """
                .formatted(provides, requires, colour, fail)),
        options);
  }

  private Path bundle(String version, String... components) {
    List<String> all = new ArrayList<>(List.of(components));
    if (Stream.of(components).noneMatch(text -> text.contains("name: db\n"))) {
      all.add(
          """
          - name: db
            kind: managed-service
            chart: ../plain
            values: { colour: "<%colour%>" }
          - { name: other, kind: core-addon, chart: ../plain }
          """);
    }
    Path manifest =
        new Charts(dir)
            .write(
                System.nanoTime() + "/distro.yaml",
                """
                apiVersion: distro.maglev.io/v1
                kind: Distro
                metadata: { name: demo, version: %s }
                spec:
                  namespace: %s
                  parameters: { colour: { type: string, default: red } }
                  components:
                """
                        .formatted(version, namespace)
                    + String.join("", all).indent(4));
    return scratch.cli().compose(manifest);
  }

  private static String store(String service) {
    return """
    - name: store
      kind: managed-service
      chart: ../store
      values: { service: %s, colour: red }
    """
        .formatted(service);
  }

  private static String web(String colour, String fail) {
    return """
    - name: web
      kind: core-addon
      chart: ../web
      requires: [ db, store ]
      values: { colour: %s, fail: "%s" }
    """
        .formatted(colour, fail);
  }

  private void writeStore() {
    scratch.charts().write("store/Chart.yaml", "apiVersion: v2\nname: store\nversion: 1.0.0\n");
    scratch
        .charts()
        .write(
            "store/templates/set.yaml",
            """
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: { name: {{ .Release.Name }} }
            spec:
              serviceName: {{ .Values.service }}
              persistentVolumeClaimRetentionPolicy: { whenDeleted: Delete }
              selector: { matchLabels: { app: {{ .Release.Name }} } }
              template:
                metadata: { labels: { app: {{ .Release.Name }} } }
                spec:
                  containers:
                    - name: main
                      image: "example.test/store:1"
                      volumeMounts: [ { name: data, mountPath: /data } ]
              volumeClaimTemplates:
                - metadata: { name: data }
                  spec:
                    accessModes: [ ReadWriteOnce ]
                    resources: { requests: { storage: 1Gi } }
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: { name: {{ .Release.Name }} }
            data: { values: {{ toJson .Values | quote }} }
            """);
  }

  private DistroCli.Run distro(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    if (!args[0].equals("upgrade")) {
      all.addAll(List.of("-n", namespace));
    }
    return scratch.cli().onCluster(all.toArray(String[]::new));
  }

  private String helm(String... args) {
    List<String> all = new ArrayList<>(List.of(args));
    all.addAll(List.of("-n", namespace));
    return helm.run(all.toArray(String[]::new)).orFail();
  }

  /** Revision, status and description of each revision of the release. */
  private List<String> history(String release) {
    List<String> lines = new ArrayList<>();
    new DistroCli.Run(0, helm("history", release, "-o", "json"), "")
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

  private String data(String configMap) {
    return client
        .configMaps()
        .inNamespace(namespace)
        .withName(configMap)
        .get()
        .getData()
        .getOrDefault("values", "");
  }

  /** What the objects are to be, without what the server counts. */
  private List<String> states() {
    return List.of(
        String.valueOf(
            client
                .apps()
                .deployments()
                .inNamespace(namespace)
                .withName("web")
                .get()
                .getSpec()
                .getTemplate()),
        data("db"),
        data("store"));
  }

  private String versions(String configMap) {
    return client
        .configMaps()
        .inNamespace(namespace)
        .withName(configMap)
        .get()
        .getMetadata()
        .getResourceVersion();
  }

  private String uid(String kind) {
    HasMetadata found =
        kind.equals("StatefulSet")
            ? client.apps().statefulSets().inNamespace(namespace).withName("store").get()
            : client.persistentVolumeClaims().inNamespace(namespace).withName("data-store-0").get();
    return Optional.ofNullable(found).map(it -> it.getMetadata().getUid()).orElse("none");
  }

  /** What is in the namespace and was not put there by Kubernetes itself. */
  private List<String> left() {
    Stream<List<? extends HasMetadata>> lists =
        Stream.of(
            client.secrets().inNamespace(namespace).list().getItems(),
            client.configMaps().inNamespace(namespace).list().getItems(),
            client.apps().deployments().inNamespace(namespace).list().getItems(),
            client.apps().statefulSets().inNamespace(namespace).list().getItems(),
            client.pods().inNamespace(namespace).list().getItems(),
            client.persistentVolumeClaims().inNamespace(namespace).list().getItems());
    return lists
        .flatMap(List::stream)
        .map(it -> it.getKind() + "/" + it.getMetadata().getName())
        .filter(it -> !it.equals("ConfigMap/kube-root-ca.crt"))
        .filter(it -> !it.matches("Secret/sh\\.distro\\.revision\\.v1\\.demo\\.v1\\..*"))
        .sorted()
        .toList();
  }
}
