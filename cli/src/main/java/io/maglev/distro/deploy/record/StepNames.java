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

  /** Taking back what a failed run has changed; its detail tells what failed. */
  public static final String TAKE_BACK = "take-back";

  /** What a component's release was before the run changed it; see {@link Baseline}. */
  public static final String BEFORE = "before/";

  private StepNames() {}

  /** A hook at a phase, by the id of its task. */
  public static String hook(String task) {
    return HOOK + task;
  }

  /** A hook of the taking back, by the id of its task. */
  public static String takeBackHook(String task) {
    return TAKE_BACK + "/" + HOOK + task;
  }

  /** The deployment of a component, or its going back or away. */
  public static String component(String name) {
    return JournalStep.COMPONENT + name;
  }
}
