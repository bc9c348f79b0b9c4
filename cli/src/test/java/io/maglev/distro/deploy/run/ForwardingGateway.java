package io.maglev.distro.deploy.run;

import io.maglev.distro.kube.ApplyOptions;
import io.maglev.distro.kube.DeleteOptions;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.ServedApis;
import io.maglev.distro.kube.ServerVersion;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import io.maglev.distro.model.ResourceId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Another gateway's face, of which a test's subclass changes a part. */
public class ForwardingGateway implements KubeGateway {
  private final KubeGateway kube;

  public ForwardingGateway(KubeGateway kube) {
    this.kube = kube;
  }

  @Override
  public Watch watch(KubeQuery query, WatchListener listener) {
    return kube.watch(query, listener);
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
