package io.maglev.distro.deploy;

import static io.maglev.distro.deploy.ScriptedRenderer.configMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.run.ForwardingGateway;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.DistroException;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.ServedApi;
import io.maglev.distro.kube.ServedApis;
import io.maglev.distro.model.Capability;
import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.ReleaseContext;
import io.maglev.distro.model.RenderedChart;
import io.maglev.distro.model.Requirement;
import io.maglev.distro.release.Release;
import io.maglev.distro.release.ReleaseLabels;
import io.maglev.distro.release.ReleaseStatus;
import io.maglev.distro.sandbox.SandboxCall;
import io.maglev.distro.sandbox.SandboxGateway;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PreflightTest {
  private final SandboxGateway cluster = new SandboxGateway();
  private final DeployFixture distro = new DeployFixture(cluster, "demo-system");

  @AfterEach
  void close() {
    cluster.close();
  }

  @Test
  void check_allWell_writesNothing() {
    distro.component("app").hook("pki", HookPhase.PRE_INSTALL, List.of());
    distro.renderer.manifest("app", configMap("settings"));

    check(cluster, "app");

    assertThat(cluster.calls()).noneMatch(SandboxCall::isWrite);
  }

  @Test
  void check_namespaceMissing_isRefusedWhereItMayNotBeMade() {
    distro.component("app").withoutCreatingNamespaces();

    assertThatThrownBy(() -> check(cluster, "app"))
        .hasMessage("cannot install distro 'demo': there is no namespace 'demo-system'")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.NOT_FOUND);
  }

  @Test
  void check_releaseOfHelms_isRefusedUnlessItIsToBeAdopted() {
    distro.component("app");
    release("app", Map.of());

    assertThatThrownBy(() -> check(cluster, "app"))
        .hasMessage(
            "cannot install component 'app': namespace 'demo-system' has a release of that name"
                + " that is no distro's")
        .extracting(e -> ((DistroException) e).hint().orElse(""))
        .asString()
        .contains("--adopt app");
    distro.adopting("app");
    assertThatCode(() -> check(cluster, "app")).doesNotThrowAnyException();
  }

  @Test
  void check_releaseToBeAdopted_ofAnotherChartOrDistro_isRefused() {
    distro.component("app").component("web").adopting("app", "web");
    release("app", ReleaseLabels.of("other", "app"));
    release("web", "nginx", Map.of());

    assertThatThrownBy(() -> check(cluster, "app"))
        .hasMessageEndingWith("has a release of that name that is distro 'other's");
    assertThatThrownBy(() -> check(cluster, "web"))
        .hasMessageEndingWith("cannot be adopted: its chart is 'nginx', not 'web'");
  }

  @Test
  void check_toAdoptWhatTheDistroHasNot_isAUsageError() {
    distro.component("app").adopting("ap");

    assertThatThrownBy(() -> check(cluster, "app"))
        .hasMessage("cannot adopt component 'ap': distro 'demo' has none of that name");
  }

  private void release(String name, Map<String, String> labels) {
    release(name, name, labels);
  }

  private void release(String name, String chart, Map<String, String> labels) {
    RenderedChart rendered =
        new RenderedChart(
            Map.of("metadata", Map.of("name", chart, "version", "1.0.0")),
            Map.of(),
            "",
            List.of(),
            "",
            List.of());
    if (cluster.get(namespace().id()).isEmpty()) {
      cluster.create(namespace());
    }
    distro.releases.create(
        Release.installing(
                rendered,
                new ReleaseContext(name, "demo-system", 1, true, false),
                Instant.EPOCH.atOffset(ZoneOffset.UTC))
            .withStatus(ReleaseStatus.DEPLOYED, "Install complete")
            .withLabels(labels));
  }

  @Test
  void check_namespaceOnItsWayOut_isRefused() {
    distro.component("app");
    cluster.create(namespace());
    cluster.create(
        RunFixture.object(
            "{ apiVersion: v1, kind: ConfigMap, metadata: { name: stay, namespace: demo-system,"
                + " finalizers: [ example.org/stay ] } }"));
    cluster.delete(namespace().id(), DeleteOptions.BACKGROUND);

    assertThatThrownBy(() -> check(cluster, "app"))
        .hasMessage("cannot use namespace 'demo-system': it is being deleted");
  }

  @Test
  void check_namespaceMayNotBeSeen_isNoObstacle() {
    distro.component("app").withoutCreatingNamespaces();
    cluster.onCall(
        call -> {
          if (call.id().kind().equals("Namespace")) {
            throw RunFixture.forbidden("no");
          }
        });

    assertThatCode(() -> check(cluster, "app")).doesNotThrowAnyException();
  }

  @Test
  void check_secretsMayNotBeCreated_isRefusedBeforeAnythingElse() {
    distro.component("app");
    Reviewing reviewing = new Reviewing(cluster, review -> Map.of("allowed", false));

    assertThatThrownBy(() -> check(reviewing, "app"))
        .hasMessage(
            "cannot install distro 'demo': you may not create Secrets in namespace 'demo-system' of"
                + " the sandbox")
        .extracting(e -> ((DistroException) e).code())
        .isEqualTo(ErrorCode.CLUSTER_FORBIDDEN);
    assertThat(reviewing.asked)
        .containsExactly(
            Map.of("namespace", "demo-system", "verb", "create", "resource", "secrets"));
  }

  @Test
  void check_everyNamespaceOfTheRun_isAskedForOnce() {
    distro.component("app").component("other").change("other", c -> in(c, "elsewhere"));
    Reviewing reviewing = new Reviewing(cluster, review -> Map.of("allowed", true));

    check(reviewing, "app", "other");

    assertThat(reviewing.asked)
        .extracting(attributes -> String.valueOf(attributes.get("namespace")))
        .containsExactly("demo-system", "elsewhere");
  }

  @Test
  void check_reviewsAreForbiddenThemselves_isNoObstacle() {
    distro.component("app");
    Reviewing reviewing =
        new Reviewing(
            cluster,
            review -> {
              throw RunFixture.forbidden("no reviews");
            });

    assertThatCode(() -> check(reviewing, "app")).doesNotThrowAnyException();
  }

  @Test
  void check_reviewsFailOtherwise_isToldAsItIs() {
    distro.component("app");
    Reviewing reviewing =
        new Reviewing(
            cluster,
            review -> {
              throw RunFixture.failed("etcd has no leader");
            });

    assertThatThrownBy(() -> check(reviewing, "app"))
        .isInstanceOf(KubeException.class)
        .hasMessage("etcd has no leader");
  }

  @Test
  void check_providerOutside_mustBeDeployed() {
    distro.component("postgres").component("kong", "postgres");
    distro.install("postgres");
    assertThatCode(() -> check(cluster, "kong")).doesNotThrowAnyException();
    distro.releases.update(
        distro
            .history("postgres")
            .last()
            .orElseThrow()
            .release()
            .withStatus(ReleaseStatus.FAILED, "broken"));

    assertThat(obstacles("kong")).containsExactly("'kong' needs postgres: 'postgres' is failed");
  }

  @Test
  void check_providerOutside_mustMatchTheRange() {
    distro
        .component("postgres")
        .component("kong")
        .change("postgres", c -> providing(c, new Capability("database", "16.4")))
        .change("kong", c -> requiring(c, new Requirement("database", ">=17", "postgres")));
    distro.install("postgres");

    assertThat(obstacles("kong"))
        .containsExactly("'kong' needs database >=17: 'postgres' provides database 16.4");

    distro.change("kong", c -> requiring(c, new Requirement("database", ">=16 <17", "postgres")));
    assertThatCode(() -> check(cluster, "kong")).doesNotThrowAnyException();
  }

  @Test
  void check_providerOutsideProvidesNothingOfTheKind_saysSo() {
    distro
        .component("postgres")
        .component("kong")
        .change("kong", c -> requiring(c, new Requirement("queue", "*", "postgres")));
    distro.install("postgres");

    assertThat(obstacles("kong"))
        .containsExactly("'kong' needs queue: 'postgres' provides no queue");
  }

  @Test
  void check_severalObstacles_areAllNamed() {
    distro.component("a").component("b", "a").component("c", "a");

    assertThat(obstacles("b", "c"))
        .containsExactly("'b' needs a: 'a' is not installed", "'c' needs a: 'a' is not installed");
  }

  @Test
  void check_componentThatDoesNotRender_isRefusedBeforeAnything() {
    distro.component("app");
    distro.renderer.failing("app", 1);

    assertThatThrownBy(distro::install).hasMessage("cannot render 'app'");
    assertThat(cluster.calls()).noneMatch(SandboxCall::isWrite);
  }

  @Test
  void check_hookThatDoesNotRenderInAnyPhase_isRefusedBeforeAnything() {
    distro.component("app").hook("sweep", HookPhase.POST_DELETE, List.of());
    distro.renderer.failing("sweep", 1);

    assertThatThrownBy(distro::install).hasMessage("cannot render 'sweep'");
    assertThat(cluster.calls()).noneMatch(SandboxCall::isWrite);
  }

  @Test
  void check_othersObjectsMayNotBeListed_isLeftToTheDeployment() {
    distro.component("app");
    distro.renderer.manifest("app", configMap("settings"));
    cluster.onCall(
        call -> {
          if (call.verb().equals("list") && call.id().kind().equals("ConfigMap")) {
            throw RunFixture.forbidden("no");
          }
        });

    assertThat(distro.install().failures()).isEmpty();
  }

  private void check(KubeGateway kube, String... chosen) {
    Preflight preflight = new Preflight(kube, distro.releases, distro.order(chosen));
    preflight.checkCluster();
    preflight.checkOrder(
        distro.revisions.history("demo-system", "demo").last().map(entry -> entry.load()),
        Instant.EPOCH);
  }

  private List<String> obstacles(String... chosen) {
    try {
      check(cluster, chosen);
      return List.of();
    } catch (DistroException e) {
      assertThat(e.code()).isEqualTo(ErrorCode.REQUIREMENT_UNMET);
      return e.where().stream().map(Object::toString).toList();
    }
  }

  private static KubeObject namespace() {
    return RunFixture.object(
        "{ apiVersion: v1, kind: Namespace, metadata: { name: demo-system } }");
  }

  private static LockedComponent in(LockedComponent c, String namespace) {
    return new LockedComponent(
        c.name(),
        c.kind(),
        c.chart(),
        namespace,
        c.values(),
        c.provides(),
        c.requires(),
        c.rollback(),
        c.optional(),
        c.readiness(),
        c.timeout());
  }

  private static LockedComponent providing(LockedComponent c, Capability capability) {
    return new LockedComponent(
        c.name(),
        c.kind(),
        c.chart(),
        c.namespace(),
        c.values(),
        List.of(capability),
        c.requires(),
        c.rollback(),
        c.optional(),
        c.readiness(),
        c.timeout());
  }

  private static LockedComponent requiring(LockedComponent c, Requirement requirement) {
    return new LockedComponent(
        c.name(),
        c.kind(),
        c.chart(),
        c.namespace(),
        c.values(),
        c.provides(),
        List.of(requirement),
        c.rollback(),
        c.optional(),
        c.readiness(),
        c.timeout());
  }

  /** A cluster that serves access reviews, which the sandbox does not. */
  private static final class Reviewing extends ForwardingGateway {
    private static final ServedApi REVIEW =
        new ServedApi(
            "authorization.k8s.io/v1",
            "SelfSubjectAccessReview",
            "selfsubjectaccessreviews",
            false,
            Set.of("create"));

    private final List<Map<?, ?>> asked = new ArrayList<>();
    private final Function<KubeObject, Map<String, @Nullable Object>> answer;

    Reviewing(KubeGateway kube, Function<KubeObject, Map<String, @Nullable Object>> answer) {
      super(kube);
      this.answer = answer;
    }

    @Override
    public ServedApis apis() {
      List<ServedApi> all = new ArrayList<>(super.apis().all());
      all.add(REVIEW);
      return new ServedApis(all);
    }

    @Override
    public KubeObject create(KubeObject object) {
      if (!object.kind().equals(REVIEW.kind())) {
        return super.create(object);
      }
      asked.add((Map<?, ?>) object.at("spec", "resourceAttributes").orElseThrow());
      return new KubeObject(Map.of("status", answer.apply(object)));
    }
  }
}
