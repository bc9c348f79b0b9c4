package io.maglev.distro.deploy.takeback;

import io.maglev.distro.model.progress.RunEvent;
import io.maglev.distro.model.progress.RunEvent.ContainerLog;
import io.maglev.distro.model.progress.RunEvent.StepStarted;
import io.maglev.distro.model.progress.RunEvent.WaitingFor;
import io.maglev.distro.model.progress.RunEvent.Warning;
import io.maglev.distro.model.progress.RunListener;
import java.util.Set;

/**
 * Tells of components under the names of the tasks that take them back, so that nobody takes it for
 * their deployment. Thread-safe.
 */
final class TakeBackListener implements RunListener {
  private final RunListener listener;
  private final Set<String> components;

  TakeBackListener(RunListener listener, Set<String> components) {
    this.listener = listener;
    this.components = Set.copyOf(components);
  }

  @Override
  public void onEvent(RunEvent event) {
    listener.onEvent(renamed(event));
  }

  private RunEvent renamed(RunEvent event) {
    if (event instanceof StepStarted step) {
      return new StepStarted(task(step.task()), step.step());
    }
    if (event instanceof WaitingFor waiting) {
      return new WaitingFor(task(waiting.task()), waiting.reasons());
    }
    if (event instanceof Warning warning) {
      return new Warning(task(warning.task()), warning.message());
    }
    if (event instanceof ContainerLog log) {
      return new ContainerLog(task(log.task()), log.source(), log.lines());
    }
    return event;
  }

  private String task(String name) {
    return components.contains(name) ? TakeBackGraph.task(name) : name;
  }
}
