package io.maglev.distro.deploy;

/** Receives what happens during a run; called from many threads at once. */
@FunctionalInterface
public interface DeployListener {
  void onEvent(DeployEvent event);
}
