package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The life of a distro from its first removal to its last, each test where the one before ended.
 */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class UninstallIT {
  private static final List<String> KEPT_SECRETS =
      List.of("idm", "kong-tls", "maglev-ca", "postgres", "redis");

  private final DistroCli distro;
  private final HelmOracle helm;
  private final KubernetesClient client;
  private final String namespace;
  private final Path bundle;
  private final Map<String, String> passwords;

  UninstallIT(Testbed testbed, HelmOracle oracle, @TempDir Path dir) {
    distro = DistroCli.on(testbed);
    helm = oracle.on(testbed);
    client = testbed.client();
    namespace = testbed.namespace();
    bundle = distro.compose(MaglevDistro.manifest(dir, namespace));
    distro.onCluster("install", bundle.toString()).orFail();
    passwords = client.secrets().withName("postgres").get().getData();
  }

  @Test
  @Order(1)
  void uninstall_ofOneComponent_leavesTheOthers() {
    DistroCli.Run run =
        distro.onCluster("uninstall", "-n", namespace, "--only", "idm", "--yes").orFail();

    assertThat(run.out()).isEqualTo("removed idm of distro maglev%n".formatted());
    assertThat(client.apps().deployments().withName("idm").get()).isNull();
    assertThat(helm.run("list", "--all", "-q").orFail().lines())
        .containsExactlyInAnyOrder("kong", "postgres", "redis");
    assertThat(
            distro
                .onCluster("status", "-n", namespace, "-o", "json")
                .orFail()
                .json()
                .get("components"))
        .extracting(it -> it.get("name").asText())
        .containsExactlyInAnyOrder("kong", "postgres", "redis");
  }

  @Test
  @Order(2)
  void uninstall_ofAll_leavesOnlyWhatPolicyKeeps() {
    DistroCli.Run run = distro.onCluster("uninstall", "maglev", "-n", namespace, "--yes").orFail();

    assertThat(run.out()).startsWith("removed ").contains("kong", "postgres", "redis");
    assertThat(run.err().indexOf("kong ")).isLessThan(run.err().indexOf("postgres "));
    assertThat(leftovers())
        .containsExactlyInAnyOrderElementsOf(
            Stream.concat(
                    KEPT_SECRETS.stream().map(name -> "Secret/" + name),
                    Stream.of(
                        "PersistentVolumeClaim/data-postgres-0",
                        "PersistentVolumeClaim/data-redis-0"))
                .toList());
    assertThat(client.secrets().list().getItems())
        .allSatisfy(
            it ->
                assertThat(it.getMetadata().getAnnotations())
                    .containsEntry("helm.sh/resource-policy", "keep"));
    assertThat(helm.run("list", "--all", "-q").orFail()).isEmpty();
  }

  @Test
  @Order(3)
  void uninstall_ofWhatIsGone_saysSo() {
    DistroCli.Run run = distro.onCluster("uninstall", "maglev", "-n", namespace, "--yes");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            error: cannot uninstall distro 'maglev': none of that name is installed in namespace '%s'
              hint: run 'distro list' to see what is
            """
                .formatted(namespace));
  }

  @Test
  @Order(4)
  void install_afterwards_findsItsPasswordsAndItsDataAgain() {
    String claim = uid("data-postgres-0");
    Secret authority = client.secrets().withName("maglev-ca").get();

    distro.onCluster("install", bundle.toString()).orFail();

    assertThat(client.secrets().withName("postgres").get().getData()).isEqualTo(passwords);
    assertThat(uid("data-postgres-0")).isEqualTo(claim);
    assertThat(client.secrets().withName("maglev-ca").get().getData())
        .isEqualTo(authority.getData());
  }

  @Test
  @Order(5)
  void uninstall_withDeleteData_takesTheClaimsToo() {
    distro.onCluster("uninstall", "-n", namespace, "--delete-data", "--yes").orFail();

    assertThat(leftovers())
        .containsExactlyInAnyOrderElementsOf(
            KEPT_SECRETS.stream().map(name -> "Secret/" + name).toList());
  }

  private String uid(String claim) {
    return client.persistentVolumeClaims().withName(claim).get().getMetadata().getUid();
  }

  /** All that is in the namespace but for what Kubernetes puts into every one. */
  private List<String> leftovers() {
    Stream<List<? extends HasMetadata>> lists =
        Stream.of(
            client.secrets().list().getItems(),
            client.configMaps().list().getItems(),
            client.services().list().getItems(),
            client.serviceAccounts().list().getItems(),
            client.pods().list().getItems(),
            client.apps().deployments().list().getItems(),
            client.apps().statefulSets().list().getItems(),
            client.batch().v1().jobs().list().getItems(),
            client.policy().v1().podDisruptionBudget().list().getItems(),
            client.network().v1().networkPolicies().list().getItems(),
            client.leases().list().getItems(),
            client.persistentVolumeClaims().list().getItems());
    return lists
        .flatMap(List::stream)
        .map(it -> it.getKind() + "/" + it.getMetadata().getName())
        .filter(it -> !it.equals("ConfigMap/kube-root-ca.crt"))
        .filter(it -> !it.equals("ServiceAccount/default"))
        .toList();
  }
}
