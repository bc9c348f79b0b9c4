package io.maglev.distro.kube;

/**
 * How to apply.
 *
 * @param fieldManager who owns the fields afterwards; {@code helm} for releases
 * @param force takes over fields that other managers own
 * @param dryRun the server checks and answers but stores nothing
 */
public record ApplyOptions(String fieldManager, boolean force, boolean dryRun) {
  /** The manager that Helm 4 writes, so that both tools own the same fields. */
  public static final ApplyOptions HELM = new ApplyOptions("helm", false, false);
}
