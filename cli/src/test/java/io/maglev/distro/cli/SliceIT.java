package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Slices of maglev on a real control plane, each test where the one before ended: services and
 * addons as distros of their own, then the whole by kind, then the cloud's.
 */
@OnTestbed
@Timeout(180)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SliceIT {
  private final DistroCli distro;
  private final HelmOracle helm;
  private final KubernetesClient client;
  private final String namespace;
  private final Path dir;

  SliceIT(Testbed testbed, HelmOracle oracle, @TempDir Path temporary) {
    distro = DistroCli.on(testbed);
    helm = oracle.on(testbed);
    client = testbed.client();
    namespace = testbed.namespace();
    dir = temporary;
  }

  @Test
  @Order(1)
  void servicesThenAddons_areTwoDistrosInOneNamespace() {
    install(slice("managed-services")).orFail();
    assertReleases("postgres", "redis");

    install(slice("core-addons")).orFail();

    assertReleases("idm", "kong", "postgres", "redis");
    assertAllReady("managed-services", 2);
    assertAllReady("core-addons", 2);
    assertThat(client.apps().deployments().withName("kong").get().getSpec().toString())
        .contains("name=KONG_PG_HOST, value=postgres,");
    assertThat(client.secrets().withName("kong-tls").get()).isNotNull();
  }

  @Test
  @Order(2)
  void uninstall_ofTheAddons_leavesTheServices() {
    uninstall("core-addons").orFail();

    assertReleases("postgres", "redis");
    assertAllReady("managed-services", 2);
    uninstall("managed-services").orFail();
    assertReleases();
    forgetAuthority();
  }

  @Test
  @Order(3)
  void maglev_byKind_comesUpServicesFirst() {
    Path bundle = slice("maglev");

    DistroCli.Run early = install(bundle, "--only", "kind=core-addon");
    assertThat(early.exit()).isEqualTo(1);
    assertThat(early.error()).contains("database");
    assertReleases();

    install(bundle, "--only", "kind=managed-service").orFail();
    assertReleases("postgres", "redis");
    assertAllReady("maglev", 2);

    install(bundle, "--only", "kind=core-addon").orFail();
    assertReleases("idm", "kong", "postgres", "redis");
    assertAllReady("maglev", 4);
  }

  @Test
  @Order(4)
  void uninstall_byKind_goesTheOtherWay() {
    DistroCli.Run refused = uninstall("maglev", "--only", "kind=managed-service");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.error()).contains("'kong' requires 'postgres'");

    uninstall("maglev", "--only", "kind=core-addon").orFail();
    assertReleases("postgres", "redis");
    uninstall("maglev", "--delete-data").orFail();
    assertReleases();
    assertThat(client.persistentVolumeClaims().list().getItems()).isEmpty();
    forgetAuthority();
  }

  @Test
  @Order(5)
  void cloud_takesTheDatabaseFromOutside() {
    install(
            slice("cloud"),
            "--param",
            "databaseHost=db.example.org",
            "--param",
            "databasePort=6432")
        .orFail();

    assertReleases("idm", "kong", "redis");
    assertAllReady("cloud", 3);
    assertThat(client.apps().deployments().withName("idm").get().getSpec().toString())
        .contains("jdbc:postgresql://db.example.org:6432/idm", "name=maglev-database,");
    assertThat(client.apps().statefulSets().list().getItems())
        .singleElement()
        .satisfies(
            it -> {
              assertThat(it.getMetadata().getName()).isEqualTo("redis");
              assertThat(it.getSpec().toString()).contains("storageClassName=standard");
            });
    uninstall("cloud", "--delete-data").orFail();
  }

  /** What a distro's hook keeps is its own; one of another name would not take it over. */
  private void forgetAuthority() {
    for (String kept : List.of("maglev-ca", "kong-tls")) {
      assertThat(client.secrets().withName(kept).delete()).as(kept).isNotEmpty();
    }
  }

  private Path slice(String name) {
    Path own = dir.resolve(name);
    assertThat(own.toFile().mkdirs()).isTrue();
    return distro.compose(MaglevDistro.slice(own, namespace, name));
  }

  private DistroCli.Run install(Path bundle, String... more) {
    String[] args = {"install", bundle.toString()};
    return distro.onCluster(concat(args, more));
  }

  private DistroCli.Run uninstall(String name, String... more) {
    String[] args = {"uninstall", name, "-n", namespace, "--yes"};
    return distro.onCluster(concat(args, more));
  }

  private static String[] concat(String[] args, String... more) {
    return Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new);
  }

  private void assertReleases(String... names) {
    assertThat(helm.run("list", "--all", "-q").orFail().lines()).containsExactlyInAnyOrder(names);
  }

  private void assertAllReady(String name, int components) {
    JsonNode status =
        distro.onCluster("status", name, "-n", namespace, "-o", "json").orFail().json();
    assertThat(status.get("status").asText()).isEqualTo("deployed");
    assertThat(status.get("components"))
        .hasSize(components)
        .allSatisfy(it -> assertThat(it.get("ready").asBoolean()).as(it.toString()).isTrue());
  }
}
