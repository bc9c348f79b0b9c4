package io.maglev.distro.model;

/**
 * When a custom resource that no standard rule knows counts as ready.
 *
 * @param groupKind {@code Kind.group} it applies to
 * @param path dotted path into the object, e.g. {@code status.phase}, or {@code condition:Ready}
 * @param ready the value that means ready
 * @param failed the value that means it never will be, empty for none
 */
public record ReadinessRule(String groupKind, String path, String ready, String failed) {}
