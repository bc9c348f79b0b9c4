package io.maglev.distro.deploy;

import io.maglev.distro.deploy.plan.Task;
import java.util.List;

/** Something that happened during a run, for progress output. Never holds secret values. */
public sealed interface DeployEvent {

  /** A task has begun. */
  record TaskStarted(Task task) implements DeployEvent {}

  /** A component is at a new step: {@code applying 5 objects}, {@code waiting}. */
  record StepStarted(String task, String step) implements DeployEvent {}

  /** What a waiting task waits for has changed: one line an object that is not ready. */
  record WaitingFor(String task, List<String> reasons) implements DeployEvent {}

  /** Something odd that stops nothing. */
  record Warning(String task, String message) implements DeployEvent {}

  /** The last lines of a container that belongs to a failure. */
  record ContainerLog(String task, String source, List<String> lines) implements DeployEvent {}

  /** A task has ended. */
  record TaskEnded(TaskResult result) implements DeployEvent {}
}
