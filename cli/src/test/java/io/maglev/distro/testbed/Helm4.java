package io.maglev.distro.testbed;

/**
 * The real Helm 4, which reads and writes the same release records as Helm 3, but applies on the
 * server's side.
 *
 * @param oracle runs it
 */
public record Helm4(HelmOracle oracle) {}
