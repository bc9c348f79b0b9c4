package io.maglev.distro.deploy;

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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A gateway whose watches say only what a test has them say; all else is another gateway's. */
final class ScriptedWatches implements KubeGateway {
  final List<WatchListener> listeners = new ArrayList<>();
  final List<KubeQuery> closed = new ArrayList<>();
  private final KubeGateway kube;
  private @Nullable KubeException refusal;

  ScriptedWatches(KubeGateway kube) {
    this.kube = kube;
  }

  /** The next watches are refused when they are begun. */
  void refuse(@Nullable KubeException failure) {
    refusal = failure;
  }

  void tell(WatchListener.Event event, KubeObject object) {
    listeners.get(listeners.size() - 1).onEvent(event, object);
  }

  void fail(KubeException failure) {
    listeners.get(listeners.size() - 1).onFailure(failure);
  }

  @Override
  public Watch watch(KubeQuery query, WatchListener listener) {
    KubeException failure = refusal;
    if (failure != null) {
      throw failure;
    }
    listeners.add(listener);
    return () -> closed.add(query);
  }

  @Override
  public String displayName() {
    return kube.displayName();
  }

  @Override
  public ServerVersion version() {
    return kube.version();
  }

  @Override
  public ServedApis apis() {
    return kube.apis();
  }

  @Override
  public void refreshApis() {
    kube.refreshApis();
  }

  @Override
  public Optional<KubeObject> get(ResourceId id) {
    return kube.get(id);
  }

  @Override
  public List<KubeObject> list(KubeQuery query) {
    return kube.list(query);
  }

  @Override
  public KubeObject create(KubeObject object) {
    return kube.create(object);
  }

  @Override
  public KubeObject apply(KubeObject object, ApplyOptions options) {
    return kube.apply(object, options);
  }

  @Override
  public KubeObject replace(KubeObject object) {
    return kube.replace(object);
  }

  @Override
  public Optional<KubeObject> mergePatch(ResourceId id, Map<String, @Nullable Object> patch) {
    return kube.mergePatch(id, patch);
  }

  @Override
  public boolean delete(ResourceId id, DeleteOptions options) {
    return kube.delete(id, options);
  }

  @Override
  public String logs(String namespace, String pod, String container, int tailLines) {
    return kube.logs(namespace, pod, container, tailLines);
  }

  @Override
  public void close() {
    kube.close();
  }
}
