package io.maglev.distro.model;

/**
 * What templates see under {@code .Release}.
 *
 * @param revision of the release that is being made, from 1
 */
public record ReleaseContext(
    String name, String namespace, int revision, boolean isInstall, boolean isUpgrade) {}
