/**
 * Takes back what a failed run has changed, and nothing else, from nothing but what the run's
 * journal and the cluster record. Thread-safe unless a class says otherwise. May import {@code
 * deploy.component}, {@code deploy.record} and what these may.
 */
@NullMarked
package io.maglev.distro.deploy.takeback;

import org.jspecify.annotations.NullMarked;
