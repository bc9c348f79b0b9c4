package io.maglev.distro.kube;

import io.maglev.distro.model.KubeObject;

/** Receives the events of one watch, one at a time, on a thread of the gateway: do not block it. */
public interface WatchListener {

  /** What happened to an object. */
  enum Event {
    ADDED,
    MODIFIED,
    DELETED
  }

  void onEvent(Event event, KubeObject object);

  /** The watch has ended for good, e.g. since permission was withdrawn; nothing follows. */
  void onFailure(KubeException failure);
}
