/**
 * What all runs have in common: they begin under the distro's Lease, see the cluster through shared
 * watches, and go along a graph of tasks. Thread-safe. May import {@code deploy.plan} and what
 * {@code deploy} may.
 */
@NullMarked
package io.maglev.distro.deploy.run;

import org.jspecify.annotations.NullMarked;
