package io.maglev.distro.model;

/**
 * What a run does with hooks, the distro's and the charts'. Immutable.
 *
 * @param run false leaves them all out, as Helm's {@code --no-hooks}
 * @param logs whether what their containers write is told while they write it
 */
public record HookOptions(boolean run, boolean logs) {
  /** They run; only those that fail show their logs. */
  public static final HookOptions DEFAULT = new HookOptions(true, false);
}
