package io.maglev.distro.release;

import io.maglev.distro.error.ErrorCode;
import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.ServedApis;
import io.maglev.distro.kube.ServerVersion;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Just enough of an API server for records: compare-and-set, label selectors, and switches that
 * make it fail. Thread-safe.
 */
final class FakeCluster implements KubeGateway {
  private final Map<ResourceId, KubeObject> objects = new LinkedHashMap<>();
  final List<String> requests = new ArrayList<>();
  private long version = 100;
  private boolean unreachable;
  private boolean loseNextAnswer;
  private int writesUntilDeath = Integer.MAX_VALUE;

  /** Every request fails from now on, or no more. */
  synchronized void unreachable(boolean now) {
    unreachable = now;
  }

  /** The next write is done, but its answer never arrives. */
  synchronized void loseNextAnswer() {
    loseNextAnswer = true;
  }

  /** The caller dies after that many writes: the next one is not done and fails. */
  synchronized void dieAfterWrites(int writes) {
    writesUntilDeath = writes;
  }

  /** Stores the object as somebody else would. */
  synchronized void put(KubeObject object) {
    objects.put(object.id(), versioned(object));
  }

  synchronized List<KubeObject> all() {
    return List.copyOf(objects.values());
  }

  @Override
  public String displayName() {
    return "fake cluster";
  }

  @Override
  public ServerVersion version() {
    return new ServerVersion("v1.36.3", "1", "36");
  }

  @Override
  public ServedApis apis() {
    return new ServedApis(List.of());
  }

  @Override
  public void refreshApis() {}

  @Override
  public synchronized Optional<KubeObject> get(ResourceId id) {
    enter("get " + id);
    return Optional.ofNullable(objects.get(id));
  }

  @Override
  public synchronized List<KubeObject> list(KubeQuery query) {
    enter("list " + query.kind());
    return objects.values().stream().filter(object -> matches(object, query)).toList();
  }

  @Override
  public synchronized List<KubeObject> listMetadata(KubeQuery query) {
    enter("listMetadata " + query.kind());
    return objects.values().stream()
        .filter(object -> matches(object, query))
        .map(FakeCluster::metadataOnly)
        .toList();
  }

  @Override
  public synchronized KubeObject create(KubeObject object) {
    enterWrite("create " + object.id());
    if (objects.containsKey(object.id())) {
      throw failure(409, "AlreadyExists");
    }
    return store(object);
  }

  @Override
  public KubeObject apply(KubeObject object, ApplyOptions options) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized KubeObject replace(KubeObject object) {
    enterWrite("replace " + object.id());
    KubeObject live = objects.get(object.id());
    if (live == null) {
      throw failure(404, "NotFound");
    }
    if (!object.resourceVersion().isEmpty()
        && !object.resourceVersion().equals(live.resourceVersion())) {
      throw failure(409, "Conflict");
    }
    return store(object);
  }

  @Override
  public Optional<KubeObject> mergePatch(ResourceId id, Map<String, @Nullable Object> patch) {
    throw new UnsupportedOperationException();
  }

  @Override
  public synchronized boolean delete(ResourceId id, DeleteOptions options) {
    enterWrite("delete " + id);
    return objects.remove(id) != null;
  }

  @Override
  public Watch watch(KubeQuery query, WatchListener listener) {
    throw new UnsupportedOperationException();
  }

  @Override
  public String logs(String namespace, String pod, String container, int tailLines) {
    return "";
  }

  @Override
  public void close() {}

  private KubeObject store(KubeObject object) {
    KubeObject stored = versioned(object);
    objects.put(stored.id(), stored);
    if (loseNextAnswer) {
      loseNextAnswer = false;
      throw failure(0, "");
    }
    return stored;
  }

  private KubeObject versioned(KubeObject object) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>(object.content());
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    object
        .at("metadata")
        .ifPresent(
            map -> ((Map<?, ?>) map).forEach((key, value) -> metadata.put((String) key, value)));
    version++;
    metadata.put("resourceVersion", Long.toString(version));
    content.put("metadata", metadata);
    return new KubeObject(content);
  }

  private void enter(String request) {
    requests.add(request);
    if (unreachable) {
      throw failure(0, "");
    }
  }

  private void enterWrite(String request) {
    enter(request);
    if (writesUntilDeath <= 0) {
      throw failure(0, "");
    }
    writesUntilDeath--;
  }

  private static KubeException failure(int status, String reason) {
    ErrorCode code = status == 0 ? ErrorCode.CLUSTER_UNREACHABLE : ErrorCode.CLUSTER_FAILED;
    return new KubeException(code, status, reason, "fake: " + reason, Optional.empty(), null);
  }

  private static boolean matches(KubeObject object, KubeQuery query) {
    if (!object.kind().equals(query.kind())
        || !(query.namespace().isEmpty() || query.namespace().equals(object.namespace()))) {
      return false;
    }
    for (String term : query.labelSelector().split(",", -1)) {
      String[] pair = term.split("=", 2);
      if (pair.length == 2 && !pair[1].equals(object.labels().get(pair[0]))) {
        return false;
      }
      if (pair.length == 1 && !term.isEmpty() && !object.labels().containsKey(term)) {
        return false;
      }
    }
    return true;
  }

  private static KubeObject metadataOnly(KubeObject object) {
    Map<String, @Nullable Object> content = new LinkedHashMap<>(object.content());
    content.keySet().retainAll(List.of("apiVersion", "kind", "metadata"));
    return new KubeObject(content);
  }
}
