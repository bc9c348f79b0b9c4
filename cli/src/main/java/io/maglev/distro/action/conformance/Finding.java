package io.maglev.distro.action.conformance;

import java.time.Duration;

/**
 * What one case came to. Immutable.
 *
 * @param detail where the two first part, or what Helm refused it for; empty if there is nothing to
 *     say
 * @param helm how long its process took
 * @param distro how long we took, in process
 */
public record Finding(
    ConformanceCase subject, Verdict verdict, String detail, Duration helm, Duration distro) {}
