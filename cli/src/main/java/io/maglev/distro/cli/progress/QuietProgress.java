package io.maglev.distro.cli.progress;

import io.maglev.distro.cli.output.PlainText;
import io.maglev.distro.model.progress.RunEvent;
import java.io.PrintStream;

/** Warnings alone: what a person must know even if progress is of no interest. Thread-safe. */
final class QuietProgress implements RunProgress {
  private final PrintStream err;

  QuietProgress(PrintStream err) {
    this.err = err;
  }

  @Override
  public void onEvent(RunEvent event) {
    if (event instanceof RunEvent.Warning warning) {
      err.println("warning: " + PlainText.line(warning.task() + ": " + warning.message()));
    }
  }

  @Override
  public void interrupted() {
    err.println("interrupted");
  }

  @Override
  public void close() {
    err.flush();
  }
}
