package io.maglev.distro.kube;

import static org.assertj.core.api.Assertions.assertThat;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How every {@link KubeGateway} creates, changes and deletes single objects. */
@Timeout(120)
public abstract class KubeObjectContract extends KubeGatewayCase {
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
}
