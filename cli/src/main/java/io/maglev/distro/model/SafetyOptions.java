package io.maglev.distro.model;

/**
 * What a run may leave behind, and what it may destroy to go on. Immutable.
 *
 * @param atomic whether a run that fails takes back what it changed
 * @param recreate whether StatefulSets are made anew whose immutable fields change: Pods and claims
 *     stay
 */
public record SafetyOptions(boolean atomic, boolean recreate) {
  /** As commands have it unless told otherwise. */
  public static final SafetyOptions DEFAULT = new SafetyOptions(true, false);

  /** What failed stays as it is, for another run to go on with. */
  public static final SafetyOptions KEEPING = new SafetyOptions(false, false);
}
