package io.maglev.distro.cli.progress;

import io.maglev.distro.model.progress.RunListener;

/** Shows one run.. Thread-safe. */
public interface RunProgress extends RunListener, AutoCloseable {

  /** The process is about to end before the run does. */
  void interrupted();

  /** Leaves what was shown last, for good; nothing is shown after that. May be called again. */
  @Override
  void close();
}
