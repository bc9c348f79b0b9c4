package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.HookPhase;

/** One node of a run's graph. */
public sealed interface Task {

  /** Unique within a run, and fit for people: {@code postgres}, {@code pki (pre-install)}. */
  String id();

  /** The component's or hook's name. */
  String name();

  /** Whether a run in which this failed may end well. */
  boolean optional();

  /** Bring one component to its new revision, or take it away. */
  record ComponentTask(String name, boolean optional) implements Task {
    @Override
    public String id() {
      return name;
    }
  }

  /** Run one distro hook at one phase. */
  record HookTask(String name, HookPhase phase) implements Task {
    @Override
    public String id() {
      return name + " (" + phase.text() + ")";
    }

    @Override
    public boolean optional() {
      return false;
    }
  }
}
