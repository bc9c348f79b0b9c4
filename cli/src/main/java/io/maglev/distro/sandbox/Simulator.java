package io.maglev.distro.sandbox;

import io.maglev.distro.model.KubeObject;

/** A controller of one kind: brings the cluster a step closer to what the object asks for. */
@FunctionalInterface
interface Simulator {

  /** Called after the object, or one that it controls, has changed; must come to rest. */
  void reconcile(KubeObject object);

  /** Called when the time of a step has come that was planned with {@link Simulation#after}. */
  default void onTime(KubeObject object, String step) {
    reconcile(object);
  }
}
