package io.maglev.distro.deploy;

import io.maglev.distro.kube.KubeException;
import io.maglev.distro.kube.KubeGateway;
import io.maglev.distro.kube.KubeQuery;
import io.maglev.distro.kube.Watch;
import io.maglev.distro.kube.WatchListener;
import io.maglev.distro.model.KubeObject;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A gateway whose watches say only what a test has them say. */
final class ScriptedWatches extends ForwardingGateway {
  final List<WatchListener> listeners = new ArrayList<>();
  final List<KubeQuery> closed = new ArrayList<>();
  private @Nullable KubeException refusal;

  ScriptedWatches(KubeGateway kube) {
    super(kube);
  }

  /** The next watches are refused when they are begun. */
  void refuse(KubeException failure) {
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
}
