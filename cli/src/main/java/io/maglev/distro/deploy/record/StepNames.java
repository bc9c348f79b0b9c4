package io.maglev.distro.deploy.record;

import io.maglev.distro.release.JournalStep;

/** What the journal of a distro revision calls the steps of a run. */
public final class StepNames {
  /** The run as a whole; its detail tells what the run is. */
  public static final String RUN = "run";

  /** Taking components away; its detail names them. */
  public static final String UNINSTALL = "uninstall";

  /** Names of hooks begin with this. */
  public static final String HOOK = "hook/";

  private StepNames() {}

  /** A hook at a phase, by the id of its task. */
  public static String hook(String task) {
    return HOOK + task;
  }

  /** The deployment of a component, or its going back or away. */
  public static String component(String name) {
    return JournalStep.COMPONENT + name;
  }
}
