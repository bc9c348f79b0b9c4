package io.maglev.distro.model;

/**
 * One chart archive, exactly.
 *
 * @param appVersion empty where the chart names none
 * @param digest of the .tgz as it lies in the bundle
 * @param size of that .tgz in bytes
 */
public record LockedChart(
    String name, String version, String appVersion, Digest digest, long size) {}
