package io.maglev.distro.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.RenderedHook;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.testbed.HelmOracle;
import io.maglev.distro.testbed.OnTestbed;
import io.maglev.distro.testbed.Testbed;
import io.maglev.distro.yaml.GoJson;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our release records and the real Helm's, each read by the other. */
@OnTestbed
class SecretReleaseStoreIT {
  private static final Path RECORDED = Path.of("src/test/resources/fixtures/release/helm-3.txt");

  private static KubeGateway gateway;
  private static String namespace;
  private static HelmOracle helm;
  private static ReleaseStore store;

  @BeforeAll
  static void connect(Testbed testbed, HelmOracle oracle) {
    gateway = TestbedGateway.connect(testbed);
    namespace = testbed.namespace();
    helm = oracle.on(testbed);
    store = new SecretReleaseStore(gateway, Clock.systemUTC());
  }

  @AfterAll
  static void disconnect() {
    gateway.close();
  }

  @Test
  void ours_areListedAndShownByHelm() {
    Release first = ours("ours", 1);
    store.create(first);
    store.update(first.withStatus(ReleaseStatus.SUPERSEDED, "Upgrade complete"));
    store.create(ours("ours", 2).withStatus(ReleaseStatus.DEPLOYED, "Upgrade complete"));

    assertThat(helm.run("list", "--filter", "^ours$").orFail())
        .contains("ours", "deployed", "web-1.2.3", "16.4")
        .containsPattern("ours\\s+" + namespace + "\\s+2\\s");
    assertThat(helm.run("status", "ours").orFail()).contains("STATUS: deployed", "Thank you");
    assertThat(helm.run("get", "all", "ours").orFail())
        .contains("# Source: web/templates/cm.yaml", "replicas: 2", "CHART: web");
    assertThat(helm.run("get", "hooks", "ours").orFail()).contains("helm.sh/hook");
    assertThat(helm.run("history", "ours", "-o", "json").orFail())
        .contains("\"status\":\"superseded\"", "\"revision\":2", "\"chart\":\"web-1.2.3\"");
  }

  @Test
  void helms_areReadAndRewrittenWithoutLoss(@TempDir Path dir) throws IOException {
    helm.run(
            "install", "theirs", chart(dir).toString(), "--set", "n=1000000", "--set-json", "f=0.5")
        .orFail();

    ReleaseKey key = new ReleaseKey(namespace, "theirs", 1);
    Release release = store.history(namespace, "theirs").deployed().orElseThrow().release();
    assertThat(release.chartField("version")).isEqualTo("0.1.0");
    assertThat(release.config()).containsEntry("n", 1000000L).containsEntry("f", 0.5);
    assertThat(release.info().description()).isEqualTo("Install complete");
    assertThat(release.hooks()).hasSize(1);
    assertThat(release.hooks().get(0).lastRun().phase()).isEqualTo(HookRun.Phase.SUCCEEDED);
    assertThat(release.other()).isEmpty();
    assertThat(release.info().other()).isEmpty();

    Map<?, ?> before = stored(key);
    record(key);
    store.update(release);
    assertThat(stored(key)).isEqualTo(before);
    assertThat(helm.run("get", "all", "theirs").orFail())
        .contains("USER-SUPPLIED VALUES", "1000000");
  }

  @Test
  void helmUpgrade_overOurs_keepsTheDistrosLabels(@TempDir Path dir) throws IOException {
    store.create(
        ours("mixed", 1)
            .withStatus(ReleaseStatus.DEPLOYED, "Install complete")
            .withLabels(ReleaseLabels.of("maglev", "web")));

    helm.run("upgrade", "mixed", chart(dir).toString(), "--take-ownership").orFail();

    ReleaseHistory history = store.history(namespace, "mixed");
    assertThat(history.deployed().orElseThrow().revision()).isEqualTo(2);
    assertThat(history.revision(1).orElseThrow().status()).isEqualTo(ReleaseStatus.SUPERSEDED);
    assertThat(history.last().orElseThrow().labels())
        .containsEntry(ReleaseLabels.DISTRO, "maglev")
        .containsEntry(ReleaseLabels.COMPONENT, "web");
    assertThat(store.list("", ReleaseLabels.of("maglev", "web"))).hasSize(2);
  }

  @Test
  void pendingOfOurs_locksHelmOut_andViceVersa(@TempDir Path dir) throws IOException {
    store.create(ours("locked", 1));

    assertThat(helm.run("upgrade", "locked", chart(dir).toString()).err())
        .contains("another operation (install/upgrade/rollback) is in progress");
    assertThatThrownBy(() -> store.create(ours("locked", 1)))
        .hasMessageContaining("another operation (install/upgrade/rollback) is in progress");
  }

  @Test
  void distroRevisions_areInvisibleToHelm() {
    DistroRevisionStore revisions = new SecretRevisionStore(gateway, Clock.systemUTC());
    DistroRevision sample = Revisions.revision(1, DistroStatus.PENDING_INSTALL);
    DistroRevision revision =
        new DistroRevision(
            new RevisionKey(namespace, "maglev", 1),
            sample.version(),
            sample.bundle(),
            sample.status(),
            sample.description(),
            sample.createdAt(),
            Revisions.content(1, Revisions.noise(1_500_000)),
            sample.journal(),
            sample.timings());

    revisions.create(revision, Revisions.fence(1));
    DistroRevision done = revision.withStatus(DistroStatus.DEPLOYED, "done");
    revisions.update(done, Revisions.fence(1));

    assertThat(new SecretRevisionStore(gateway, Clock.systemUTC()).find(revision.key()))
        .contains(done);
    assertThat(helm.run("list", "--all", "-o", "json").orFail()).doesNotContain("maglev\"");
    RevisionEntry entry = revisions.list("").get(0);
    assertThat(entry.version()).isEqualTo("1.4.0+build");
    assertThat(entry.status()).isEqualTo(DistroStatus.DEPLOYED);
    revisions.delete(revision.key(), Revisions.fence(1));
    assertThat(revisions.history(namespace, "maglev").isEmpty()).isTrue();
  }

  private static Release ours(String name, int revision) {
    RenderedChart rendered =
        Releases.rendered(
            """
            ---
            # Source: web/templates/cm.yaml
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: %s
            """
                .formatted(name));
    RenderedChart withHook =
        new RenderedChart(
            rendered.chart(),
            rendered.config(),
            rendered.manifest(),
            List.of(hook()),
            rendered.notes(),
            List.of());
    return Release.installing(
        withHook,
        new ReleaseContext(name, namespace, revision, true, false),
        OffsetDateTime.now(ZoneOffset.UTC));
  }

  private static RenderedHook hook() {
    return new RenderedHook(
        "hooked",
        "ConfigMap",
        "web/templates/hook.yaml",
        "kind: ConfigMap\nmetadata: {annotations: {helm.sh/hook: test}}\n",
        List.of(HookPhase.TEST),
        0,
        List.of("before-hook-creation"),
        List.of());
  }

  private static Path chart(Path dir) throws IOException {
    Path chart = Files.createDirectories(dir.resolve("sample"));
    Files.createDirectories(chart.resolve("templates"));
    Files.writeString(
        chart.resolve("Chart.yaml"), "apiVersion: v2\nname: sample\nversion: 0.1.0\n");
    Files.writeString(chart.resolve("values.yaml"), "a: {b: [1, 2.5, null, true, \"<x>\"]}\n");
    Files.writeString(chart.resolve("values.schema.json"), "{\"type\": \"object\"}\n");
    Files.writeString(chart.resolve("file.txt"), "a file, grüß dich\n");
    Files.writeString(
        chart.resolve("templates/cm.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}\n");
    Files.writeString(
        chart.resolve("templates/hook.yaml"),
        "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ .Release.Name }}-hook\n"
            + "  annotations:\n    helm.sh/hook: post-install,post-upgrade\n");
    Files.writeString(chart.resolve("templates/NOTES.txt"), "Installed {{ .Release.Name }}.\n");
    return chart;
  }

  private static Map<?, ?> stored(ReleaseKey key) {
    byte[] packed = Base64.getDecoder().decode(text(key));
    Object json = GoJson.readWhole(new String(Gzip.unpack(packed), StandardCharsets.UTF_8));
    return json instanceof Map<?, ?> map ? map : Map.of();
  }

  private static String text(ReleaseKey key) {
    KubeObject secret =
        gateway
            .get(new ResourceId("v1", "Secret", key.namespace(), key.secretName()))
            .orElseThrow();
    return new String(SecretRecord.data(secret, "release"), StandardCharsets.US_ASCII);
  }

  /** Renews the fixture that {@link ReleaseCodecTest} reads without a cluster. */
  private static void record(ReleaseKey key) throws IOException {
    if (Boolean.getBoolean("golden.update")) {
      Files.createDirectories(RECORDED.getParent());
      Files.writeString(RECORDED, text(key) + "\n");
    }
  }
}
