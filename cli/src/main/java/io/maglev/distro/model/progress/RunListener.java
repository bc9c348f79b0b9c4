package io.maglev.distro.model.progress;

/** Receives what happens during a run; called from many threads at once. */
@FunctionalInterface
public interface RunListener {
  void onEvent(RunEvent event);
}
