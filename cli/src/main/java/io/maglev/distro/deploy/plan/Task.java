package io.maglev.distro.deploy.plan;

import io.maglev.distro.model.HookPhase;
import io.maglev.distro.model.LockedComponent;
import io.maglev.distro.model.LockedHook;

/** One node of a run's graph. */
public sealed interface Task {

  /** Unique within a run, and fit for people: {@code postgres}, {@code pki (pre-install)}. */
  String id();

  /** Whether others go on although this failed. */
  boolean optional();

  /** Bring one component to its new revision, or take it away. */
  record ComponentTask(LockedComponent component) implements Task {
    @Override
    public String id() {
      return component.name();
    }

    @Override
    public boolean optional() {
      return component.optional();
    }
  }

  /** Run one distro hook at one phase. */
  record HookTask(LockedHook hook, HookPhase phase) implements Task {
    @Override
    public String id() {
      return hook.name() + " (" + phase.text() + ")";
    }

    @Override
    public boolean optional() {
      return false;
    }
  }
}
