package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import io.maglev.distro.yaml.YamlReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every {@link KubeGateway} does; run against a real API server and the in-memory one. */
@Timeout(120)
public abstract class KubeGatewayContract {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final ApplyOptions OTHER = new ApplyOptions("other", false, false);

  /** The gateway under test; the same for all tests of a class. */
  protected abstract KubeGateway gateway();

  /** A namespace that exists and is this test's alone. */
  protected abstract String namespace();

  /** A name that no other test uses. */
  protected abstract String unique(String stem);

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
  void create_newObject_getsIdentity() {
    KubeObject created = gateway().create(configMap(unique("new"), Map.of("a", "1")));

    assertThat(created.uid()).isNotEmpty();
    assertThat(created.resourceVersion()).isNotEmpty();
    assertThat(created.string("metadata", "creationTimestamp")).isPresent();
    assertThat(gateway().get(created.id())).contains(created);
  }

  @Test
  void create_secondOfTheName_isRefusedAsAlreadyExists() {
    KubeObject object = configMap(unique("twice"), Map.of());
    gateway().create(object);

    KubeException refusal = refusal(() -> gateway().create(object));

    assertThat(refusal.isAlreadyExists()).isTrue();
    assertThat(refusal.status()).isEqualTo(409);
    assertThat(refusal.code()).isEqualTo(ErrorCode.CLUSTER_FAILED);
    assertThat(refusal)
        .hasMessage(
            "cannot create ConfigMap '%s/%s': configmaps \"%s\" already exists",
            namespace(), object.name(), object.name());
  }

  @Test
  void create_inMissingNamespace_isRefusedAsNotFound() {
    String missing = unique("nowhere");

    KubeException refusal =
        refusal(() -> gateway().create(configMap("x", Map.of()).inNamespace(missing)));

    assertThat(refusal.status()).isEqualTo(404);
    assertThat(refusal.reason()).isEqualTo("NotFound");
    assertThat(refusal).hasMessageContaining("namespaces \"" + missing + "\" not found");
  }

  @Test
  void create_kindNobodyServes_isUnsuitable() {
    KubeObject object = object("{apiVersion: example.com/v1, kind: Nope, metadata: {name: x}}");

    KubeException refusal = refusal(() -> gateway().create(object));

    assertThat(refusal.code()).isEqualTo(ErrorCode.CLUSTER_UNSUITABLE);
    assertThat(refusal).hasMessageContaining("'Nope'").hasMessageContaining("'example.com/v1'");
  }

  @Test
  void get_missingObjectOrKind_isEmpty() {
    assertThat(gateway().get(id("ConfigMap", "missing"))).isEmpty();
    assertThat(gateway().get(new ResourceId("example.com/v1", "Nope", namespace(), "x"))).isEmpty();
  }

  @Test
  void secret_stringData_isStoredAsData() {
    KubeObject secret =
        object(
            "{apiVersion: v1, kind: Secret, metadata: {name: %s}, stringData: {user: admin}}"
                .formatted(unique("secret")));

    KubeObject created = gateway().create(secret);

    assertThat(created.string("data", "user")).contains("YWRtaW4=");
    assertThat(created.at("stringData")).isEmpty();
    assertThat(created.string("type")).contains("Opaque");
  }

  @Test
  void replace_withCurrentVersion_changesTheObject() {
    KubeObject created = gateway().create(configMap(unique("replaced"), Map.of("a", "1")));

    KubeObject replaced = gateway().replace(with(created, "data", Map.of("b", "2")));

    assertThat(replaced.at("data")).contains(Map.of("b", "2"));
    assertThat(replaced.uid()).isEqualTo(created.uid());
    assertThat(replaced.resourceVersion()).isNotEqualTo(created.resourceVersion());
  }

  @Test
  void replace_withOldVersion_isAConflict() {
    KubeObject old = gateway().create(configMap(unique("cas"), Map.of("a", "1")));
    gateway().replace(with(old, "data", Map.of("a", "2")));

    KubeException refusal = refusal(() -> gateway().replace(with(old, "data", Map.of("a", "3"))));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(gateway().get(old.id()).flatMap(o -> o.string("data", "a"))).contains("2");
  }

  @Test
  void replace_missingObject_isNotFound() {
    KubeException refusal = refusal(() -> gateway().replace(configMap(unique("absent"), Map.of())));

    assertThat(refusal.status()).isEqualTo(404);
  }

  @Test
  void mergePatch_setsAndRemoves() {
    KubeObject created =
        gateway().create(configMap(unique("patched"), Map.of("keep", "1", "drop", "2")));
    Map<String, @Nullable Object> data = new LinkedHashMap<>();
    data.put("drop", null);
    data.put("add", "3");

    Optional<KubeObject> patched = gateway().mergePatch(created.id(), Map.of("data", data));

    assertThat(patched.flatMap(o -> o.at("data"))).contains(Map.of("keep", "1", "add", "3"));
    assertThat(gateway().mergePatch(id("ConfigMap", "missing"), Map.of("data", data))).isEmpty();
  }

  @Test
  void apply_newThenChanged_createsThenUpdates() {
    String name = unique("applied");

    KubeObject first = apply(configMap(name, Map.of("a", "1", "b", "1")), ApplyOptions.HELM);
    KubeObject second = apply(configMap(name, Map.of("a", "2")), ApplyOptions.HELM);

    assertThat(first.uid()).isNotEmpty().isEqualTo(second.uid());
    assertThat(second.at("data")).contains(Map.of("a", "2"));
    assertThat(second.resourceVersion()).isNotEqualTo(first.resourceVersion());
  }

  @Test
  void apply_unchanged_keepsTheVersion() {
    KubeObject object = configMap(unique("same"), Map.of("a", "1"));
    KubeObject first = apply(object, ApplyOptions.HELM);

    KubeObject second = apply(object, ApplyOptions.HELM);

    assertThat(second.resourceVersion()).isEqualTo(first.resourceVersion());
  }

  @Test
  void apply_leavesFieldsOfOthers() {
    String name = unique("shared");
    apply(configMap(name, Map.of("mine", "1")), ApplyOptions.HELM);
    apply(configMap(name, Map.of("theirs", "2")), OTHER);

    KubeObject after = apply(configMap(name, Map.of()), ApplyOptions.HELM);

    assertThat(after.at("data")).contains(Map.of("theirs", "2"));
  }

  @Test
  void apply_fieldOfAnother_isAConflictUnlessForced() {
    String name = unique("contested");
    apply(configMap(name, Map.of("a", "1")), OTHER);
    KubeObject mine = configMap(name, Map.of("a", "2"));

    KubeException refusal = refusal(() -> apply(mine, ApplyOptions.HELM));
    KubeObject forced = apply(mine, new ApplyOptions("helm", true, false));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(refusal)
        .hasMessageContaining("conflict with \"other\"")
        .hasMessageContaining(".data.a");
    assertThat(forced.string("data", "a")).contains("2");
    KubeException theirs = refusal(() -> apply(configMap(name, Map.of("a", "1")), OTHER));
    assertThat(theirs).hasMessageContaining("conflict with \"helm\"");
  }

  @Test
  void apply_sameValueAsAnother_isShared() {
    String name = unique("agreed");
    apply(configMap(name, Map.of("a", "1")), OTHER);

    KubeObject both = apply(configMap(name, Map.of("a", "1")), ApplyOptions.HELM);
    KubeObject afterOneLeft = apply(configMap(name, Map.of()), ApplyOptions.HELM);

    assertThat(both.string("data", "a")).contains("1");
    assertThat(afterOneLeft.string("data", "a")).contains("1");
  }

  @Test
  void apply_overACreatedObject_conflictsWithItsCreator() {
    KubeObject created = gateway().create(configMap(unique("created"), Map.of("a", "1")));

    KubeObject applied = apply(configMap(created.name(), Map.of("a", "1")), OTHER);
    KubeException refusal =
        refusal(() -> apply(configMap(created.name(), Map.of("a", "2")), OTHER));

    assertThat(applied.uid()).isEqualTo(created.uid());
    assertThat(refusal).hasMessageContaining("conflict with \"helm\"");
  }

  @Test
  void apply_dryRun_answersButStoresNothing() {
    KubeObject object = configMap(unique("dry"), Map.of("a", "1"));

    KubeObject answer = apply(object, new ApplyOptions("helm", false, true));

    assertThat(answer.string("data", "a")).contains("1");
    assertThat(gateway().get(answer.id())).isEmpty();
  }

  @Test
  void apply_listsOfNamedItems_mergeByName() {
    String name = unique("containers");
    apply(deployment(name, "- {name: app, image: a}"), ApplyOptions.HELM);
    apply(deployment(name, "- {name: side, image: s}"), OTHER);

    KubeObject after = apply(deployment(name, "- {name: app, image: b}"), ApplyOptions.HELM);

    assertThat(after.maps("spec", "template", "spec", "containers"))
        .extracting(c -> c.get("name") + "=" + c.get("image"))
        .containsExactlyInAnyOrder("app=b", "side=s");
  }

  @Test
  void generation_growsWithTheSpecOnly() {
    String name = unique("generation");
    apply(deployment(name, "- {name: app, image: a}"), ApplyOptions.HELM);
    KubeObject labelled =
        apply(
            deployment(name, "- {name: app, image: a}").withMetadata("labels", Map.of("x", "y")),
            ApplyOptions.HELM);
    KubeObject changed = apply(deployment(name, "- {name: app, image: b}"), ApplyOptions.HELM);

    assertThat(labelled.number("metadata", "generation")).contains(1L);
    assertThat(changed.number("metadata", "generation")).contains(2L);
  }

  @Test
  void delete_existing_isTrueThenFalse() {
    KubeObject created = gateway().create(configMap(unique("deleted"), Map.of()));

    assertThat(gateway().delete(created.id(), DeleteOptions.BACKGROUND)).isTrue();
    assertThat(gateway().get(created.id())).isEmpty();
    assertThat(gateway().delete(created.id(), DeleteOptions.BACKGROUND)).isFalse();
  }

  @Test
  void delete_withAnotherUid_isAConflict() {
    KubeObject created = gateway().create(configMap(unique("uid"), Map.of()));
    DeleteOptions other =
        new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, Optional.of("0-0-0-0"));
    DeleteOptions same =
        new DeleteOptions(DeleteOptions.Propagation.BACKGROUND, Optional.of(created.uid()));

    KubeException refusal = refusal(() -> gateway().delete(created.id(), other));

    assertThat(refusal.isConflict()).isTrue();
    assertThat(gateway().get(created.id())).isPresent();
    assertThat(gateway().delete(created.id(), same)).isTrue();
  }

  @Test
  void delete_owner_takesItsDependentsInTheBackground() {
    KubeObject owner = gateway().create(configMap(unique("owner"), Map.of()));
    Map<String, Object> reference =
        Map.of("apiVersion", "v1", "kind", "ConfigMap", "name", owner.name(), "uid", owner.uid());
    KubeObject dependent = configMap(unique("dependent"), Map.of());
    Map<String, Object> metadata =
        Map.of("name", dependent.name(), "ownerReferences", List.of(reference));
    gateway().create(with(dependent, "metadata", metadata).inNamespace(namespace()));

    gateway().delete(owner.id(), DeleteOptions.BACKGROUND);

    eventually(() -> gateway().get(dependent.id()).isEmpty());
  }

  @Test
  void delete_withFinalizer_waitsForIt() {
    KubeObject object = configMap(unique("finalized"), Map.of());
    Map<String, Object> metadata =
        Map.of("name", object.name(), "finalizers", List.of("example.com/wait"));
    KubeObject created =
        gateway().create(with(object, "metadata", metadata).inNamespace(namespace()));

    assertThat(gateway().delete(created.id(), DeleteOptions.BACKGROUND)).isTrue();
    assertThat(gateway().get(created.id())).get().matches(KubeObject::isBeingDeleted);
    gateway().mergePatch(created.id(), Map.of("metadata", Map.of("finalizers", List.of())));

    assertThat(gateway().get(created.id())).isEmpty();
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

  /** One more than the gateway reads in one page; the in-memory one has no pages. */
  protected int pageOverflow() {
    return 3;
  }

  protected final KubeObject configMap(String name, Map<String, String> data) {
    KubeObject plain =
        object("{apiVersion: v1, kind: ConfigMap, metadata: {name: %s}}".formatted(name));
    return data.isEmpty() ? plain : with(plain, "data", data);
  }

  protected final KubeObject labelled(String name, Map<String, String> labels) {
    return configMap(name, Map.of()).withMetadata("labels", labels);
  }

  protected final KubeObject deployment(String name, String containers) {
    return deployment(name, containers, "");
  }

  private KubeObject deployment(String name, String containers, String failure) {
    String annotations =
        failure.isEmpty() ? "" : ", annotations: {testbed.distro.maglev.io/fail: " + failure + "}";
    return object(
        """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: %1$s}
        spec:
          replicas: 2
          selector: {matchLabels: {app: %1$s}}
          template:
            metadata: {labels: {app: %1$s}%3$s}
            spec:
              containers:
                %2$s
        """
            .formatted(name, containers, annotations));
  }

  /** The object in this test's namespace, if its kind has one. */
  protected final KubeObject object(String yaml) {
    KubeObject object = new KubeObject(YamlReader.readObject(yaml, ""));
    boolean clusterScoped =
        object.kind().equals("Namespace") || object.kind().equals("CustomResourceDefinition");
    return clusterScoped ? object : object.inNamespace(namespace());
  }

  protected static void eventually(BooleanSupplier condition) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("patience").isLessThan(end);
      pause(Duration.ofMillis(50));
    }
  }

  protected static KubeException refusal(
      org.assertj.core.api.ThrowableAssert.ThrowingCallable call) {
    KubeException refusal = catchThrowableOfType(KubeException.class, call);
    assertThat(refusal).as("refusal").isNotNull();
    return refusal;
  }

  private KubeObject apply(KubeObject object, ApplyOptions options) {
    return gateway().apply(object, options);
  }

  private KubeObject crd(String plural) {
    return object(
        """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: %1$s.%1$s.example.com}
        spec:
          group: %1$s.example.com
          scope: Namespaced
          names: {plural: %1$s, singular: %1$s-one, kind: Thing, listKind: ThingList}
          versions:
            - name: v1
              served: true
              storage: true
              schema:
                openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
        """
            .formatted(plural));
  }

  private ResourceId id(String kind, String name) {
    return new ResourceId("v1", kind, namespace(), name);
  }

  private KubeQuery marked(String mark) {
    return KubeQuery.of("v1", "ConfigMap", namespace()).withLabels("mark=" + mark);
  }

  private List<String> names(KubeQuery query) {
    return new ArrayList<>(gateway().list(query).stream().map(KubeObject::name).toList());
  }

  private static KubeObject with(KubeObject object, String key, Object value) {
    Map<String, @Nullable Object> copy = new LinkedHashMap<>(object.content());
    copy.put(key, value);
    return new KubeObject(copy);
  }

  private static void pause(Duration time) {
    try {
      Thread.sleep(time.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
