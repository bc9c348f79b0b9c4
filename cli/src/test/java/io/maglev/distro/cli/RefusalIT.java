package io.maglev.distro.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a cluster holds against an install is told in one error, and nothing is touched. */
@OnTestbed
@Timeout(120)
class RefusalIT {
  private final Testbed testbed;
  private final KubernetesClient client;
  private Path dir;
  private ScratchDistro scratch;
  private String namespace;

  RefusalIT(Testbed testbed) {
    this.testbed = testbed;
    this.client = testbed.client();
  }

  @BeforeEach
  void prepare(@TempDir Path temporary) {
    dir = temporary;
    scratch = ScratchDistro.in(testbed, dir);
    scratch.charts().chart("a");
    namespace = scratch.namespace();
  }

  @Test
  void cluster_atAClosedPort_isNamed() throws IOException {
    int port = closedPort();
    Path kubeconfig =
        kubeconfig(text -> text.replaceFirst("https://[^\"]*", "https://127.0.0.1:" + port));

    DistroCli.Run run =
        new DistroCli(kubeconfig).onCluster("install", scratch.bundle("").toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith("error: cannot ")
        .contains("https://127.0.0.1:" + port, "does not accept connections", "\n  hint: ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void kubeconfig_thatIsMissing_isNamed() {
    Path missing = dir.resolve("nowhere");

    DistroCli.Run run = new DistroCli(missing).onCluster("install", scratch.bundle("").toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err()).startsWith("error: cannot ").contains("'" + missing + "'");
  }

  @Test
  void user_withoutRights_isToldWhatIsMissing() throws IOException {
    Path kubeconfig = kubeconfig(text -> text.replace("user: { ", "user: { as: nobody, "));

    DistroCli.Run run =
        new DistroCli(kubeconfig).onCluster("install", scratch.bundle("").toString());

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .startsWith(
            "error: cannot install distro 'demo': you may not create Secrets in namespace '%s'"
                .formatted(namespace))
        .contains("\n  hint: ask for a role");
    scratch.assertNoNamespace();
  }

  @Test
  void user_withRightsInOneNamespaceAlone_mayInstallThere() throws IOException {
    scratch.createNamespace();
    client
        .resource(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: Role
            metadata: { name: installer, namespace: %1$s }
            rules:
              - apiGroups: ["", coordination.k8s.io]
                resources: [secrets, configmaps, leases]
                verbs: ["*"]
            """
                .formatted(namespace))
        .create();
    client
        .resource(
            """
            apiVersion: rbac.authorization.k8s.io/v1
            kind: RoleBinding
            metadata: { name: installer, namespace: %1$s }
            roleRef: { apiGroup: rbac.authorization.k8s.io, kind: Role, name: installer }
            subjects: [ { apiGroup: rbac.authorization.k8s.io, kind: User, name: %1$s } ]
            """
                .formatted(namespace))
        .create();
    DistroCli restricted =
        new DistroCli(
            kubeconfig(text -> text.replace("user: { ", "user: { as: " + namespace + ", ")));

    restricted.onCluster("install", scratch.bundle("").toString()).orFail();

    assertThat(client.configMaps().inNamespace(namespace).withName("a").get()).isNotNull();
    restricted.onCluster("uninstall", "-n", namespace, "--yes").orFail();
    assertThat(scratch.traces()).isEmpty();
  }

  @Test
  void kubernetes_ofAnotherVersion_isRefused() {
    DistroCli.Run run = scratch.install(scratch.bundle("kubernetes: \"<1.20\"\n"));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            error: cannot install distro 'demo': it needs Kubernetes <1.20, the cluster is v1.36.3
              hint: choose another cluster with --context, or another version of the distro
            """);
    scratch.assertNoNamespace();
  }

  @Test
  void namespace_thatIsMissing_isRefusedIfItMayNotBeMade() {
    DistroCli.Run run = scratch.install(scratch.bundle(""), "--create-namespaces=false");

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            error: cannot install distro 'demo': there is no namespace '%s'
              hint: create it, or leave out --create-namespaces=false
            """
                .formatted(namespace));
    scratch.assertNoNamespace();
  }

  @Test
  void namespace_thatIsBeingDeleted_isRefused() {
    client
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .withFinalizers("test.maglev.io/hold")
                .endMetadata()
                .build())
        .create();
    client.namespaces().withName(namespace).delete();
    try {
      DistroCli.Run run = scratch.install(scratch.bundle(""));

      assertThat(run.exit()).isEqualTo(1);
      assertThat(run.err())
          .isEqualTo(
              """
              error: cannot use namespace '%s': it is being deleted
                hint: wait until it is gone, then try again
              """
                  .formatted(namespace));
    } finally {
      client
          .namespaces()
          .withName(namespace)
          .edit(
              it -> new NamespaceBuilder(it).editMetadata().withFinalizers().endMetadata().build());
    }
  }

  @Test
  void release_ofThatNameMadeByHelm_isRefused(HelmOracle helm) {
    helm.on(testbed)
        .run("install", "a", dir.resolve("a").toString(), "-n", namespace, "--create-namespace")
        .orFail();
    List<String> before = scratch.traces();

    DistroCli.Run run = scratch.install(scratch.bundle(""));

    assertThat(run.exit()).isEqualTo(1);
    assertThat(run.err())
        .isEqualTo(
            """
            error: cannot install component 'a': namespace '%s' has a release of that name that is no distro's
              hint: take it over with --adopt a, uninstall it with helm, or give the component another namespace
            """
                .formatted(namespace));
    assertThat(scratch.traces()).isEqualTo(before);
  }

  @Test
  void object_thatIsAnothers_isRefusedInHelmsWords(HelmOracle helm) {
    scratch.createNamespace();
    client
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("a")
                .withNamespace(namespace)
                .endMetadata()
                .build())
        .create();
    List<String> before = scratch.traces();

    DistroCli.Run run = scratch.install(scratch.bundle(""));

    assertThat(run.exit()).isEqualTo(1);
    String words =
        "ConfigMap \"a\" in namespace \"%s\" exists and cannot be imported into the current release: "
                .formatted(namespace)
            + "invalid ownership metadata; label validation error: missing key"
            + " \"app.kubernetes.io/managed-by\": must be set to \"Helm\"; annotation validation"
            + " error: missing key \"meta.helm.sh/release-name\": must be set to \"a\"; annotation"
            + " validation error: missing key \"meta.helm.sh/release-namespace\": must be set to"
            + " \"%s\"".formatted(namespace);
    assertThat(run.err())
        .isEqualTo(
            """
            error: cannot install distro 'demo': objects of it exist and are not its own
              at %s
              hint: delete the object, or let the release that owns it go first
            """
                .formatted(words));
    assertThat(scratch.traces()).isEqualTo(before);
    assertThat(
            helm.on(testbed)
                .run("install", "a", dir.resolve("a").toString(), "-n", namespace)
                .err())
        .contains(words);
  }

  @Test
  void distro_thatSomebodyElseWorksOn_isLeftToHim() throws Exception {
    scratch.createNamespace();
    Path bundle = scratch.bundle("");
    ScheduledExecutorService somebody = Executors.newSingleThreadScheduledExecutor();
    try {
      renewLease();
      ScheduledFuture<?> renewals =
          somebody.scheduleAtFixedRate(this::renewLease, 1, 1, TimeUnit.SECONDS);

      DistroCli.Run run = scratch.install(bundle);

      assertThat(renewals.isDone()).as("failed to renew").isFalse();
      assertThat(run.exit()).isEqualTo(4);
      assertThat(run.error())
          .startsWith("error: cannot lock distro 'demo': ann@elsewhere:1 holds it since 2026-")
          .contains("\n  hint: wait for that run to end");
      assertThat(scratch.traces()).containsExactly("Lease/distro-demo");
    } finally {
      somebody.shutdownNow();
    }
  }

  private Path kubeconfig(UnaryOperator<String> change) throws IOException {
    String text = Files.readString(testbed.kubeconfig());
    String changed = change.apply(text);
    assertThat(changed).isNotEqualTo(text);
    return Files.writeString(dir.resolve("kubeconfig"), changed);
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private void renewLease() {
    ZonedDateTime now = Instant.now().atZone(ZoneOffset.UTC);
    client
        .resource(
            new LeaseBuilder()
                .withNewMetadata()
                .withName("distro-demo")
                .withNamespace(namespace)
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity("ann@elsewhere:1")
                .withLeaseDurationSeconds(30)
                .withAcquireTime(ZonedDateTime.parse("2026-01-01T00:00:00Z"))
                .withRenewTime(now)
                .withLeaseTransitions(1)
                .endSpec()
                .build())
        .createOr(existing -> existing.update());
  }
}
