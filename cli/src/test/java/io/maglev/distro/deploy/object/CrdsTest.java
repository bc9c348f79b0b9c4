package io.maglev.distro.deploy.object;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.maglev.distro.deploy.ScriptedRenderer;
import io.maglev.distro.deploy.run.RunFixture;
import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.sandbox.CallHook;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

public class CrdsTest {
  private final RunFixture run = new RunFixture();
  private final Crds crds = new Crds(run.context);

  @AfterEach
  void close() {
    run.close();
  }

  @Test
  void create_missing_isServedAfterwards() {
    assertThat(isServed("Widget")).isFalse();

    crds.create(List.of(definition("Widget") + definition("Gadget"), definition("Gizmo")));

    assertThat(isServed("Widget")).isTrue();
    assertThat(isServed("Gadget")).isTrue();
    assertThat(isServed("Gizmo")).isTrue();
  }

  @Test
  void create_thereAlready_isNeverChanged() {
    KubeObject old = run.create(definition("Widget"));

    crds.create(List.of(definition("Widget").replace("singular: widget", "singular: other")));

    assertThat(live("Widget").orElseThrow().string("spec", "names", "singular"))
        .isEqualTo(old.string("spec", "names", "singular"));
    assertThat(run.writes()).hasSize(1);
  }

  @Test
  void create_anotherHasJustCreatedIt_readsTheApisAnewAllTheSame() {
    assertThat(isServed("Widget")).isFalse();
    run.create(definition("Widget"));
    assertThat(isServed("Widget")).isFalse();

    crds.create(List.of(definition("Widget")));

    assertThat(isServed("Widget")).isTrue();
  }

  @Test
  void create_anotherIsFaster_isFine() {
    run.cluster.onCall(
        CallHook.failing(
            1,
            call -> call.verb().equals("create") && call.id().kind().endsWith("Definition"),
            () -> {
              run.create(definition("Widget"));
              return new KubeException(
                  ErrorCode.CLUSTER_FAILED, 409, "AlreadyExists", "exists", Optional.empty(), null);
            }));

    crds.create(List.of(definition("Widget")));

    assertThat(isServed("Widget")).isTrue();
  }

  @Test
  void create_notReadyInAMinute_fails() {
    assertThatThrownBy(() -> crds.create(List.of(workload("fail: never-ready"))))
        .hasMessage("cannot use Deployment/ns/web: not established after 1m");
    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(Duration.ofSeconds(60).toNanos());
  }

  @Test
  void create_readyLater_waits() {
    crds.create(List.of(workload("delay: 20s")));

    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(Duration.ofSeconds(19).toNanos());
  }

  @Test
  void create_thereAlreadyButNotReady_waitsForItToo() {
    run.create(workload("delay: 20s"));

    crds.create(List.of(workload("delay: 20s")));

    assertThat(run.clock.nanoTime()).isGreaterThanOrEqualTo(Duration.ofSeconds(19).toNanos());
  }

  @Test
  void create_namesTaken_isNotOursToJudge() {
    crds.create(List.of(definition("Widget")));
    condition("Widget", "NamesAccepted", "False");

    crds.create(List.of(definition("Widget")));

    assertThat(run.clock.nanoTime()).isZero();
  }

  @Test
  void create_otherKinds_areCreatedToo() {
    crds.create(List.of("{ apiVersion: v1, kind: Namespace, metadata: { name: with-crds } }"));

    assertThat(run.cluster.get(new ResourceId("v1", "Namespace", "", "with-crds"))).isPresent();
  }

  private boolean isServed(String kind) {
    return run.cluster.apis().find("example.org/v1", kind).isPresent();
  }

  private Optional<KubeObject> live(String kind) {
    return run.cluster.get(id(kind));
  }

  private void condition(String kind, String type, String status) {
    Map<String, @Nullable Object> condition =
        Map.of("type", type, "status", status, "reason", "Installing");
    run.cluster.updateStatus(id(kind), Map.of("conditions", List.of(condition)));
  }

  private static ResourceId id(String kind) {
    return new ResourceId(
        "apiextensions.k8s.io/v1",
        "CustomResourceDefinition",
        "",
        kind.toLowerCase(Locale.ROOT) + "s.example.org");
  }

  /** The simulated API server establishes CRDs at once; what else may lie there can take time. */
  private static String workload(String fate) {
    return ScriptedRenderer.deployment("web", "testbed.distro.maglev.io/" + fate)
        .replace("name: web\nspec", "name: web\n  namespace: ns\nspec");
  }

  public static String definition(String kind) {
    return """
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: %1$ss.example.org }
        spec:
          group: example.org
          scope: Namespaced
          names: { kind: %2$s, plural: %1$ss, singular: %1$s }
          versions:
            - name: v1
              served: true
              storage: true
              schema: { openAPIV3Schema: { type: object, x-kubernetes-preserve-unknown-fields: true } }
        """
        .formatted(kind.toLowerCase(Locale.ROOT), kind);
  }
}
