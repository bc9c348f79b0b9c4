/**
 * What runs note in the journal of a distro revision, and what that says of runs before.
 * Thread-safe unless a class says otherwise. May import {@code deploy.run} and what that may.
 */
@NullMarked
package io.maglev.distro.deploy.record;

import org.jspecify.annotations.NullMarked;
