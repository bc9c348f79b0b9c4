/**
 * Single objects in the cluster: whose they are, how they get there, and what may be deleted.
 * Thread-safe unless a class says otherwise. May import {@code deploy.run}, {@code deploy.status}
 * and what {@code deploy} may.
 */
@NullMarked
package io.maglev.distro.deploy.object;

import org.jspecify.annotations.NullMarked;
