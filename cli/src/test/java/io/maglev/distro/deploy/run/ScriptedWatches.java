package io.maglev.distro.deploy.run;

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
public final class ScriptedWatches extends ForwardingGateway {
  public final List<WatchListener> listeners = new ArrayList<>();
  public final List<KubeQuery> closed = new ArrayList<>();
  private @Nullable KubeException refusal;

  public ScriptedWatches(KubeGateway kube) {
    super(kube);
  }

  /** The next watches are refused when they are begun. */
  public void refuse(KubeException failure) {
    refusal = failure;
  }

  public void tell(WatchListener.Event event, KubeObject object) {
    listeners.get(listeners.size() - 1).onEvent(event, object);
  }

  public void fail(KubeException failure) {
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
