package io.maglev.distro.cli.progress;

import io.maglev.distro.model.progress.RunEvent;

/** Tells what shows a run if the process is ended by a signal: Ctrl-C, a CI job's time-out. */
final class KilledProgress implements RunProgress {
  private final RunProgress progress;
  private final Thread hook;

  KilledProgress(RunProgress progress) {
    this.progress = progress;
    this.hook = new Thread(this::interrupted, "progress-end");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void onEvent(RunEvent event) {
    progress.onEvent(event);
  }

  @Override
  public void interrupted() {
    progress.interrupted();
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      return; // the process is ending: the hook has the last word
    }
    progress.close();
  }
}
