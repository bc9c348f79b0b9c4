/**
 * Takes an installed distro, or components of it, back to an earlier revision: plans that first,
 * from nothing but what the cluster records. Thread-safe unless a class says otherwise. May import
 * {@code deploy.component}, {@code deploy.record} and what these may.
 */
@NullMarked
package io.maglev.distro.deploy.rollback;

import org.jspecify.annotations.NullMarked;
