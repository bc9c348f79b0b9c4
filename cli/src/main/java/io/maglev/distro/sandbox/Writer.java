package io.maglev.distro.sandbox;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.ServedApi;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The write half of the API server: create, apply, replace, patch. */
final class Writer {
  private static final String MANAGER = "helm";
  private static final KubeObject NOTHING = new KubeObject(Map.of());
  private static final Set<String> NOT_SPEC = Set.of("metadata", "status", "apiVersion", "kind");

  private final ObjectStore store;
  private final SandboxApis apis;
  private final Lifecycle lifecycle;
  private final Admission admission;

  Writer(ObjectStore store, SandboxApis apis, Lifecycle lifecycle) {
    this.store = store;
    this.apis = apis;
    this.lifecycle = lifecycle;
    this.admission = new Admission(store);
  }

  KubeObject create(String action, ServedApi api, KubeObject object) {
    Map<String, @Nullable Object> content = Trees.copy(object.content());
    nameIfAsked(content);
    clearServerFields(content);
    dropStatus(api, content);
    KubeObject wanted = new KubeObject(content);
    if (store.get(ObjectKey.of(wanted)).isPresent()) {
      throw Refusals.alreadyExists(action, api, wanted.name());
    }
    checkNamespace(action, api, wanted.id());
    admission.admit(action, content, NOTHING);
    own(content, ServerSideApply.afterUpdate(NOTHING, wanted, schema(api), MANAGER));
    startGeneration(content);
    return store.put(content);
  }

  KubeObject apply(String action, ServedApi api, KubeObject object, ApplyOptions options) {
    ResourceId id = object.id();
    List<String> errors =
        SandboxApis.isBuiltIn(api.apiVersion(), api.kind())
            ? TypedPatch.errors(object, schema(api))
            : List.of();
    if (!errors.isEmpty()) {
      throw Refusals.untyped(action, id, errors);
    }
    KubeObject live = live(api, id).orElse(NOTHING);
    boolean fresh = live.content().isEmpty();
    if (fresh) {
      checkNamespace(action, api, id);
    }
    ServerSideApply.Outcome outcome =
        new ServerSideApply(schema(api), action).apply(live, configuration(api, object), options);
    Map<String, @Nullable Object> content = outcome.object();
    admission.admit(action, content, live);
    own(content, outcome.owners());
    finish(content, live);
    if (options.dryRun()) {
      return new KubeObject(content);
    }
    return stored(content);
  }

  KubeObject replace(String action, ServedApi api, KubeObject object) {
    KubeObject live =
        live(api, object.id()).orElseThrow(() -> Refusals.notFound(action, api, object.name()));
    checkVersion(action, api, object, live);
    return update(action, api, live, Trees.copy(object.content()));
  }

  Optional<KubeObject> mergePatch(
      String action, ServedApi api, ResourceId id, Map<String, @Nullable Object> patch) {
    return live(api, id)
        .map(
            live -> {
              checkVersion(action, api, new KubeObject(patch), live);
              Map<String, @Nullable Object> content =
                  TreeMerge.patched(Trees.copy(live.content()), patch);
              return update(action, api, live, content);
            });
  }

  /** Sets the status alone, as controllers do. */
  Optional<KubeObject> updateStatus(ResourceId id, Map<String, @Nullable Object> status) {
    return store
        .get(ObjectKey.of(id))
        .map(
            live -> {
              Map<String, @Nullable Object> content = Trees.copy(live.content());
              content.put("status", Trees.copy(status));
              return store.put(content);
            });
  }

  private KubeObject update(
      String action, ServedApi api, KubeObject live, Map<String, @Nullable Object> content) {
    if (apis.hasStatusSubresource(api.apiVersion(), api.kind())) {
      content.remove("status");
      live.at("status").ifPresent(status -> content.put("status", status));
    }
    Map<String, @Nullable Object> metadata = Trees.child(content, "metadata");
    Map<String, @Nullable Object> liveMetadata = Trees.map(live, "metadata");
    for (String field : Admission.SERVER_METADATA) {
      metadata.remove(field);
      if (liveMetadata.get(field) != null) {
        metadata.put(field, liveMetadata.get(field));
      }
    }
    admission.admit(action, content, live);
    KubeObject wanted = new KubeObject(content);
    if (!wanted.content().equals(live.content())) {
      own(content, ServerSideApply.afterUpdate(live, wanted, schema(api), MANAGER));
    }
    finish(content, live);
    return stored(content);
  }

  private KubeObject stored(Map<String, @Nullable Object> content) {
    KubeObject stored = store.put(content);
    lifecycle.finishIfDue(stored);
    return stored;
  }

  /** The object as it is stored, in the version asked for. */
  private Optional<KubeObject> live(ServedApi api, ResourceId id) {
    return store.get(ObjectKey.of(id)).map(object -> Versions.in(api.apiVersion(), object));
  }

  private static MergeSchema schema(ServedApi api) {
    return MergeSchema.of(SandboxApis.isBuiltIn(api.apiVersion(), api.kind()), api.kind());
  }

  private KubeObject configuration(ServedApi api, KubeObject object) {
    Map<String, @Nullable Object> content = Trees.copy(object.content());
    dropStatus(api, content);
    if (api.kind().equals("Secret")) {
      // Owned as data: the server decodes before it looks at the owners.
      Admission.decodeTexts(content);
    }
    return new KubeObject(content);
  }

  private void dropStatus(ServedApi api, Map<String, @Nullable Object> content) {
    if (apis.hasStatusSubresource(api.apiVersion(), api.kind())) {
      content.remove("status");
    }
  }

  private void checkNamespace(String action, ServedApi api, ResourceId id) {
    if (api.namespaced()) {
      KubeObject namespace =
          store
              .get(new ObjectKey("", "Namespace", "", id.namespace()))
              .orElseThrow(() -> Refusals.namespaceMissing(action, id.namespace()));
      if (namespace.isBeingDeleted()) {
        throw Refusals.terminating(action, api, id);
      }
    }
  }

  private static void checkVersion(
      String action, ServedApi api, KubeObject object, KubeObject live) {
    if (!object.uid().isEmpty() && !object.uid().equals(live.uid())) {
      throw Refusals.conflict(
          action,
          api,
          live.name(),
          "Precondition failed: UID in precondition: "
              + object.uid()
              + ", UID in object meta: "
              + live.uid());
    }
    if (!object.resourceVersion().isEmpty()
        && !object.resourceVersion().equals(live.resourceVersion())) {
      throw Refusals.outdated(action, api, live.name());
    }
  }

  private static void nameIfAsked(Map<String, @Nullable Object> content) {
    Map<String, @Nullable Object> metadata = Trees.child(content, "metadata");
    if (metadata.get("name") == null && metadata.get("generateName") instanceof String stem) {
      String suffix = UUID.randomUUID().toString().substring(0, 5).toLowerCase(Locale.ROOT);
      metadata.put("name", stem + suffix);
    }
  }

  private static void clearServerFields(Map<String, @Nullable Object> content) {
    Trees.child(content, "metadata").keySet().removeAll(Admission.SERVER_METADATA);
  }

  private void own(Map<String, @Nullable Object> content, FieldOwners owners) {
    Trees.child(content, "metadata").put("managedFields", owners.toManagedFields(store.now()));
  }

  private static void startGeneration(Map<String, @Nullable Object> content) {
    if (SandboxApis.hasGeneration(new KubeObject(content).kind())) {
      Trees.child(content, "metadata").put("generation", 1L);
    }
  }

  /** Counts the generation on if anything but metadata and status has changed. */
  private static void finish(Map<String, @Nullable Object> content, KubeObject live) {
    if (live.content().isEmpty()) {
      startGeneration(content);
      return;
    }
    if (!Objects.equals(specOf(content), specOf(live.content()))
        && SandboxApis.hasGeneration(live.kind())) {
      long generation = live.number("metadata", "generation").orElse(0L);
      Trees.child(content, "metadata").put("generation", generation + 1);
    }
  }

  private static Map<String, @Nullable Object> specOf(Map<String, @Nullable Object> content) {
    Map<String, @Nullable Object> spec = new LinkedHashMap<>(content);
    NOT_SPEC.forEach(spec::remove);
    return spec;
  }
}
