package io.maglev.distro.deploy.run;

import io.maglev.distro.model.SecretMask;
import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.model.progress.RunEvent.TaskEnded;
import io.maglev.distro.model.progress.RunEvent.WaitingFor;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Passes events on without the secrets that logs and servers' messages may hold. Never fails: a run
 * must not end half-way since nobody can be told of it; a listener that failed is asked no more.
 * Thread-safe.
 */
final class DiscreetListener implements RunListener {
  private final RunListener listener;
  private final SecretMask secrets;
  private final AtomicBoolean broken = new AtomicBoolean();

  DiscreetListener(RunListener listener, SecretMask secrets) {
    this.listener = listener;
    this.secrets = secrets;
  }

  @Override
  public void onEvent(RunEvent event) {
    if (broken.get()) {
      return;
    }
    try {
      listener.onEvent(masked(event));
    } catch (RuntimeException e) {
      broken.set(true);
    }
  }

  private RunEvent masked(RunEvent event) {
    if (event instanceof StepStarted step) {
      return new StepStarted(step.task(), secrets.mask(step.step()));
    }
    if (event instanceof WaitingFor waiting) {
      return new WaitingFor(waiting.task(), waiting.reasons().stream().map(secrets::mask).toList());
    }
    if (event instanceof Warning warning) {
      return new Warning(warning.task(), secrets.mask(warning.message()));
    }
    if (event instanceof ContainerLog log) {
      return new ContainerLog(
          log.task(), log.source(), log.lines().stream().map(secrets::mask).toList());
    }
    return event instanceof TaskEnded ended ? masked(ended) : event;
  }

  private TaskEnded masked(TaskEnded ended) {
    return new TaskEnded(
        ended.task(),
        ended.outcome(),
        ended.elapsed(),
        ended.failure().map(secrets::mask),
        ended.heldBackBy());
  }
}
