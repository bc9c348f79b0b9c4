package io.maglev.distro.kube;

/**
 * As the server's {@code /version} tells.
 *
 * @param gitVersion e.g. {@code v1.36.3}
 */
public record ServerVersion(String gitVersion, String major, String minor) {}
