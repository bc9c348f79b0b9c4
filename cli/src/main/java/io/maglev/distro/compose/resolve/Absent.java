package io.maglev.distro.compose.resolve;

/**
 * A component that takes no part, though the manifest knows it. Immutable.
 *
 * @param remedy what to do where it is missing
 */
record Absent(Member member, String remedy) {}
