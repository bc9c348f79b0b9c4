package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The distro of this repository as one command installs it, seen by Helm, Kubernetes and us. */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaglevIT {
  private final DistroCli distro;
  private final HelmOracle helm;
  private final KubernetesClient client;
  private final String namespace;
  private final Path bundle;
  private final DistroCli.Run install;

  MaglevIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    distro = DistroCli.on(testbed);
    helm = oracle.on(testbed);
    client = testbed.client();
    namespace = testbed.namespace();
    bundle = distro.compose(MaglevDistro.manifest(dir, namespace));
    install = distro.onCluster("install", bundle.toString()).orFail();
  }

  @Test
  void install_saysWhatItDid() {
    assertThat(install.out())
        .isEqualTo(
            "maglev 0.1.0 in namespace %s: revision 1, deployed, 4 components%n"
                .formatted(namespace));
    assertThat(install.err())
        .contains("postgres", "done after")
        .doesNotContain("error:", "FAILED", "warning");
  }

  @Test
  void helmList_showsEveryReleaseDeployed() throws IOException {
    JsonNode list = json(helm.run("list", "--all", "-o", "json").orFail());

    assertThat(list)
        .extracting(it -> it.get("name").asText() + " " + it.get("chart").asText())
        .containsExactlyInAnyOrder(
            "idm idm-0.1.0", "kong kong-0.1.0", "postgres postgres-0.1.0", "redis redis-0.1.0");
    assertThat(list)
        .allSatisfy(
            it -> {
              assertThat(it.get("status").asText()).isEqualTo("deployed");
              assertThat(it.get("revision").asText()).isEqualTo("1");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"postgres", "redis", "kong", "idm"})
  void helm_readsAllOfARelease(String release) {
    assertThat(helm.run("status", release).orFail())
        .contains("STATUS: deployed", "REVISION: 1", "NOTES:");
    assertThat(helm.run("get", "manifest", release).orFail())
        .contains("# Source: " + release + "/templates/service.yaml");
    assertThat(helm.run("get", "hooks", release).orFail())
        .contains("# Source: " + release + "/templates/tests/");
    assertThat(helm.run("get", "notes", release).orFail()).startsWith("NOTES:\n");
    assertThat(helm.run("get", "values", release, "--all").orFail()).contains("image:");
    assertThat(helm.run("history", release).orFail()).contains("deployed", "Install complete");
  }

  @Test
  void helmGetValues_areTheManifestsWithParametersFilledIn() {
    assertThat(helm.run("get", "values", "idm").orFail())
        .isEqualTo("USER-SUPPLIED VALUES:\nhostname: idm.maglev.local\n");
  }

  @Test
  void workloads_areReady_andMarkedAsTheReleases() {
    List<Deployment> deployments = client.apps().deployments().list().getItems();
    List<StatefulSet> sets = client.apps().statefulSets().list().getItems();

    assertThat(deployments).extracting(MaglevIT::name).containsExactlyInAnyOrder("kong", "idm");
    assertThat(sets).extracting(MaglevIT::name).containsExactlyInAnyOrder("postgres", "redis");
    assertThat(deployments)
        .allMatch(
            it -> Objects.equals(it.getStatus().getReadyReplicas(), it.getSpec().getReplicas()));
    assertThat(sets)
        .allMatch(
            it -> Objects.equals(it.getStatus().getReadyReplicas(), it.getSpec().getReplicas()));
    assertThat(deployments)
        .allSatisfy(
            it -> {
              assertThat(it.getMetadata().getLabels())
                  .containsEntry("app.kubernetes.io/managed-by", "Helm");
              assertThat(it.getMetadata().getAnnotations())
                  .containsEntry("meta.helm.sh/release-name", name(it))
                  .containsEntry("meta.helm.sh/release-namespace", namespace);
            });
  }

  @Test
  void order_isWhatRequiresAndHooksSay() throws IOException {
    assertThat(firstLine("kong")).isGreaterThan(endLine("postgres")).isGreaterThan(endLine("pki"));
    assertThat(firstLine("idm")).isGreaterThan(endLine("kong"));
    assertThat(firstLine("redis")).isLessThan(endLine("postgres"));
    assertThat(begun("kong"))
        .isAfterOrEqualTo(ready("postgres-0"))
        .isAfterOrEqualTo(created(client.secrets().withName("kong-tls").get()));
    assertThat(begun("idm"))
        .isAfterOrEqualTo(created(client.apps().deployments().withName("kong").get()));
  }

  @Test
  void realmJob_ranOnce_andItsRunIsInTheRecord() throws IOException {
    JsonNode record = json(helm.run("status", "idm", "-o", "json").orFail());

    assertThat(record.get("hooks"))
        .filteredOn(it -> it.get("name").asText().equals("idm-realm"))
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.at("/last_run/phase").asText()).isEqualTo("Succeeded");
              assertThat(Instant.parse(it.at("/last_run/started_at").asText()))
                  .isBefore(Instant.parse(it.at("/last_run/completed_at").asText()));
            });
  }

  @Test
  void kongTls_isSignedByTheAuthority() throws GeneralSecurityException {
    X509Certificate authority = certificate("maglev-ca", "tls.crt");
    X509Certificate leaf = certificate("kong-tls", "tls.crt");

    leaf.verify(authority.getPublicKey());
    authority.verify(authority.getPublicKey());
    leaf.checkValidity();
    assertThat(authority.getBasicConstraints()).isNotNegative();
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(certificate("kong-tls", "ca.crt")).isEqualTo(authority);
    assertThat(leaf.getSubjectAlternativeNames())
        .extracting(it -> String.valueOf(it.get(1)))
        .contains(
            "kong", "kong." + namespace + ".svc.cluster.local", "maglev.local", "*.maglev.local");
  }

  @Test
  void status_asJson_saysThatAllIsReady() {
    JsonNode status =
        distro.onCluster("status", "maglev", "-n", namespace, "-o", "json").orFail().json();

    assertThat(status.get("status").asText()).isEqualTo("deployed");
    assertThat(status.get("revision").asInt()).isEqualTo(1);
    assertThat(status.get("components"))
        .hasSize(4)
        .allSatisfy(
            it -> {
              assertThat(it.get("ready").asBoolean()).as(it.toString()).isTrue();
              assertThat(it.get("status").asText()).isEqualTo("deployed");
              assertThat(it.get("problems")).isEmpty();
            });
  }

  @Test
  void status_asTable_hasALineForEachComponent() {
    String status = distro.onCluster("status", "-n", namespace).orFail().out();

    assertThat(status.lines())
        .first()
        .isEqualTo("maglev 0.1.0 in namespace " + namespace + ": revision 1, deployed");
    assertThat(status.lines().filter(line -> line.endsWith("deployed  yes"))).hasSize(4);
  }

  @Test
  void list_asJson_hasTheDistro() {
    JsonNode list = distro.onCluster("list", "-n", namespace, "-o", "json").orFail().json();

    assertThat(list).hasSize(1);
    assertThat(list.get(0).get("name").asText()).isEqualTo("maglev");
    assertThat(list.get(0).get("status").asText()).isEqualTo("deployed");
    assertThat(list.get(0).get("components").asInt()).isEqualTo(4);
  }

  @Test
  void install_again_changesNothing() {
    Map<String, String> before = versions();

    DistroCli.Run again = distro.onCluster("install", bundle.toString()).orFail();

    assertThat(versions()).isEqualTo(before);
    assertThat(again.out()).isEqualTo(install.out());
    assertThat(again.err().lines().filter(line -> line.endsWith("  unchanged"))).hasSize(4);
    assertThat(again.err()).doesNotContain("applying", "hook");
  }

  @Test
  void uninstall_withoutYes_asksForItAndDoesNothing() {
    Map<String, String> before = versions();

    DistroCli.Run run = distro.onCluster("uninstall", "maglev", "-n", namespace);

    assertThat(run.exit()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: cannot uninstall").contains("hint: add --yes");
    assertThat(versions()).isEqualTo(before);
  }

  @Test
  void uninstall_ofWhatOthersRequire_isRefused() {
    Map<String, String> before = versions();

    DistroCli.Run run =
        distro.onCluster("uninstall", "maglev", "-n", namespace, "--only", "postgres", "--yes");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .contains("'kong' requires 'postgres'", "'idm' requires 'postgres'")
        .contains("hint: ");
    assertThat(versions()).isEqualTo(before);
  }

  /** The resourceVersion of all that a run might touch. */
  private Map<String, String> versions() {
    Map<String, String> versions = new TreeMap<>();
    List.of(
            client.secrets().list().getItems(),
            client.configMaps().list().getItems(),
            client.apps().deployments().list().getItems(),
            client.apps().statefulSets().list().getItems(),
            client.batch().v1().jobs().list().getItems(),
            client.persistentVolumeClaims().list().getItems())
        .forEach(
            items ->
                items.forEach(
                    it ->
                        versions.put(
                            it.getKind() + "/" + name(it), it.getMetadata().getResourceVersion())));
    return versions;
  }

  /** Number of the first line of progress about a task. */
  private long firstLine(String task) {
    return install.err().lines().takeWhile(line -> !line.contains("  " + task + " ")).count();
  }

  /** Number of the line of progress that says that a task is done. */
  private long endLine(String task) {
    return install
        .err()
        .lines()
        .takeWhile(line -> !line.contains("  " + task + " ") || !line.contains("done after"))
        .count();
  }

  /** When the release's first revision was begun, by its own record. */
  private Instant begun(String release) throws IOException {
    return Instant.parse(
        json(helm.run("status", release, "-o", "json").orFail())
            .at("/info/first_deployed")
            .asText());
  }

  private Instant ready(String pod) {
    return client.pods().withName(pod).get().getStatus().getConditions().stream()
        .filter(it -> it.getType().equals("Ready"))
        .map(it -> Instant.parse(it.getLastTransitionTime()))
        .findFirst()
        .orElseThrow();
  }

  private X509Certificate certificate(String secret, String key) throws GeneralSecurityException {
    byte[] pem =
        Base64.getDecoder().decode(client.secrets().withName(secret).get().getData().get(key));
    return (X509Certificate)
        CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(pem));
  }

  private static Instant created(HasMetadata object) {
    return Instant.parse(object.getMetadata().getCreationTimestamp());
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static JsonNode json(String text) throws IOException {
    return new ObjectMapper().readTree(text);
  }
}
