package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link KubeGateway} does; run against a real API server and the in-memory one. */
@Timeout(120)
public abstract class KubeGatewayContract extends KubeObjectContract {
  @Test
  void version_isTheServers() {
    assertThat(gateway().version().gitVersion()).startsWith("v1.");
    assertThat(gateway().version().major()).isEqualTo("1");
  }

  @Test
  void apis_holdBuiltInKinds() {
    ServedApis apis = gateway().apis();

    assertThat(apis.find("apps/v1", "Deployment"))
        .get()
        .satisfies(api -> assertThat(api.plural()).isEqualTo("deployments"))
        .satisfies(api -> assertThat(api.namespaced()).isTrue())
        .satisfies(api -> assertThat(api.verbs()).contains("create", "patch", "watch"));
    assertThat(apis.find("v1", "Namespace")).get().matches(api -> !api.namespaced());
    assertThat(apis.find("v1", "Nonsense")).isEmpty();
    assertThat(apis.versionSet()).contains("v1", "v1/Pod", "batch/v1/Job");
  }

  @Test
  void builtInApis_areWhatTheServerServes() {
    ServedApis apis = gateway().apis();

    for (ServedApi builtIn : BuiltInApis.all()) {
      assertThat(apis.find(builtIn.apiVersion(), builtIn.kind()))
          .as(builtIn.apiVersion() + " " + builtIn.kind())
          .get()
          .matches(api -> api.plural().equals(builtIn.plural()), builtIn.plural())
          .matches(api -> api.namespaced() == builtIn.namespaced(), "scope");
    }
  }

  @Test
  void list_bySelectors_findsThoseMeant() {
    String mark = unique("mark");
    KubeObject a = gateway().create(labelled(unique("a"), Map.of("mark", mark, "tier", "one")));
    KubeObject b = gateway().create(labelled(unique("b"), Map.of("mark", mark, "tier", "two")));
    gateway().create(labelled(unique("c"), Map.of("tier", "one")));
    KubeQuery all = KubeQuery.of("v1", "ConfigMap", namespace()).withLabels("mark=" + mark);

    assertThat(names(all)).containsExactlyInAnyOrder(a.name(), b.name());
    assertThat(names(all.withLabels("mark=" + mark + ",tier!=one"))).containsExactly(b.name());
    assertThat(names(all.withLabels("mark=" + mark + ",tier in (one,three)")))
        .containsExactly(a.name());
    assertThat(names(all.withLabels("mark=" + mark + ",!tier"))).isEmpty();
    assertThat(names(all.withLabels("mark=" + mark + ",tier notin (one)")))
        .containsExactly(b.name());
    assertThat(names(all.withFields("metadata.name=" + b.name()))).containsExactly(b.name());
    assertThat(gateway().list(all)).allMatch(o -> o.kind().equals("ConfigMap"), "kind");
  }

  @Test
  void list_moreThanAPage_findsAll() {
    String mark = unique("many");
    for (int i = 0; i < pageOverflow(); i++) {
      gateway().create(labelled(mark + "-" + i, Map.of("mark", mark)));
    }

    assertThat(gateway().list(marked(mark))).hasSize(pageOverflow());
  }

  @Test
  void list_overAllNamespaces_needsNoNamespace() {
    String mark = unique("everywhere");
    gateway().create(labelled(unique("all"), Map.of("mark", mark)));

    assertThat(gateway().list(KubeQuery.of("v1", "ConfigMap", "").withLabels("mark=" + mark)))
        .extracting(KubeObject::namespace)
        .containsExactly(namespace());
  }

  @Test
  void list_kindNobodyServes_isEmpty() {
    assertThat(gateway().list(KubeQuery.of("example.com/v1", "Nope", namespace()))).isEmpty();
  }

  @Test
  void listMetadata_namesKindAndLabels() {
    String mark = unique("meta");
    KubeObject created = gateway().create(labelled(unique("m"), Map.of("mark", mark)));

    List<KubeObject> found = gateway().listMetadata(marked(mark));

    assertThat(found).hasSize(1);
    assertThat(found.get(0).id()).isEqualTo(created.id());
    assertThat(found.get(0).labels()).containsEntry("mark", mark);
  }

  @Test
  void watch_deliversWhatExistsThenChanges() {
    String mark = unique("watched");
    KubeObject first = gateway().create(labelled(unique("first"), Map.of("mark", mark)));
    EventLog log = new EventLog();

    try (Watch watch = gateway().watch(marked(mark), log)) {
      assertThat(watch).isNotNull();
      log.await("ADDED " + first.name());
      KubeObject second = gateway().create(labelled(unique("second"), Map.of("mark", mark)));
      log.await("ADDED " + second.name());
      gateway().mergePatch(first.id(), Map.of("data", Map.of("k", "v")));
      log.await("MODIFIED " + first.name());
      gateway().delete(second.id(), DeleteOptions.BACKGROUND);
      log.await("DELETED " + second.name());
    }

    int seen = log.lines().size();
    gateway().delete(first.id(), DeleteOptions.BACKGROUND);
    pause(Duration.ofMillis(200));
    assertThat(log.lines()).hasSize(seen);
  }

  @Test
  void watch_objectThatLeavesTheSelector_isDeleted() {
    String mark = unique("leaving");
    KubeObject object = gateway().create(labelled(unique("leaver"), Map.of("mark", mark)));
    EventLog log = new EventLog();

    try (Watch watch = gateway().watch(marked(mark), log)) {
      assertThat(watch).isNotNull();
      log.await("ADDED " + object.name());
      gateway().mergePatch(object.id(), Map.of("metadata", Map.of("labels", Map.of("mark", "x"))));

      log.await("DELETED " + object.name());
    }
  }

  @Test
  void crd_created_isServedAfterRefresh() {
    String plural = unique("things");
    gateway().create(crd(plural));
    ResourceId custom = new ResourceId(plural + ".example.com/v1", "Thing", namespace(), "one");

    eventually(
        () -> {
          gateway().refreshApis();
          return gateway().apis().find(custom.apiVersion(), "Thing").isPresent();
        });
    KubeObject object =
        object(
            "{apiVersion: %s, kind: Thing, metadata: {name: one}, spec: {size: 3}}"
                .formatted(custom.apiVersion()));
    KubeObject created = apply(object, ApplyOptions.HELM);

    assertThat(created.number("spec", "size")).contains(3L);
    assertThat(gateway().list(KubeQuery.of(custom.apiVersion(), "Thing", namespace()))).hasSize(1);
    assertThat(
            gateway()
                .get(
                    new ResourceId(
                        "apiextensions.k8s.io/v1",
                        "CustomResourceDefinition",
                        "",
                        plural + "." + plural + ".example.com")))
        .get()
        .matches(o -> o.maps("status", "conditions").toString().contains("Established"));
  }

  @Test
  void namespace_deleted_takesItsContent() {
    String name = unique("doomed");
    gateway()
        .create(object("{apiVersion: v1, kind: Namespace, metadata: {name: %s}}".formatted(name)));
    gateway().create(configMap("inside", Map.of()).inNamespace(name));
    ResourceId id = new ResourceId("v1", "Namespace", "", name);

    assertThat(gateway().delete(id, DeleteOptions.BACKGROUND)).isTrue();

    eventually(() -> gateway().get(id).isEmpty());
    assertThat(gateway().list(KubeQuery.of("v1", "ConfigMap", name))).isEmpty();
  }

  @Test
  void deployment_becomesReadyWithReplicaSetAndPods() {
    String name = unique("ready");
    KubeObject created = apply(deployment(name, "- {name: app, image: a}"), ApplyOptions.HELM);

    eventually(
        () ->
            gateway()
                .get(created.id())
                .flatMap(o -> o.number("status", "availableReplicas"))
                .filter(n -> n == 2)
                .isPresent());

    KubeObject live = gateway().get(created.id()).orElseThrow();
    assertThat(live.number("status", "observedGeneration"))
        .isEqualTo(live.number("metadata", "generation"));
    List<KubeObject> sets =
        gateway()
            .list(KubeQuery.of("apps/v1", "ReplicaSet", namespace()).withLabels("app=" + name));
    assertThat(sets).hasSize(1);
    List<KubeObject> pods =
        gateway()
            .list(
                KubeQuery.of("v1", "Pod", namespace())
                    .withLabels("app=" + name)
                    .withFields("status.phase=Running"));
    assertThat(pods)
        .hasSize(2)
        .allSatisfy(
            pod ->
                assertThat(pod.maps("metadata", "ownerReferences"))
                    .extracting(owner -> owner.get("uid"))
                    .containsExactly(sets.get(0).uid()));
  }

  @Test
  void deployment_thatCannotPullItsImage_saysSoInItsPods() {
    String name = unique("unpullable");
    KubeObject deployment = deployment(name, "- {name: app, image: a}", "image-pull");
    apply(deployment, ApplyOptions.HELM);

    eventually(
        () ->
            gateway()
                .list(KubeQuery.of("v1", "Pod", namespace()).withLabels("app=" + name))
                .stream()
                .flatMap(pod -> pod.maps("status", "containerStatuses").stream())
                .anyMatch(status -> status.toString().contains("ImagePull")));
  }

  @Test
  void job_completes() {
    String name = unique("job");
    KubeObject job =
        object(
            """
            apiVersion: batch/v1
            kind: Job
            metadata: {name: %s}
            spec:
              template:
                spec: {restartPolicy: Never, containers: [{name: main, image: a}]}
            """
                .formatted(name));
    KubeObject created = gateway().create(job);

    eventually(
        () ->
            gateway().get(created.id()).stream()
                .flatMap(o -> o.maps("status", "conditions").stream())
                .anyMatch(c -> "Complete".equals(c.get("type")) && "True".equals(c.get("status"))));
  }

  @Test
  void service_getsAnAddress() {
    KubeObject service =
        gateway()
            .create(
                object(
                    """
                    apiVersion: v1
                    kind: Service
                    metadata: {name: %s}
                    spec: {selector: {app: x}, ports: [{port: 80}]}
                    """
                        .formatted(unique("service"))));

    assertThat(service.string("spec", "clusterIP")).isPresent();
  }

  @Test
  void logs_ofMissingPod_areEmpty() {
    assertThat(gateway().logs(namespace(), "missing", "main", 10)).isEmpty();
  }
}
