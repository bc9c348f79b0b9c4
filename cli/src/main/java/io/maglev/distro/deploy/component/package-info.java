/**
 * One component as a Helm release: brings it to a new revision, back to an old one, or away, in
 * Helm's own sequences. Thread-safe unless a class says otherwise. May import {@code deploy.hook}
 * and what that may.
 */
@NullMarked
package io.maglev.distro.deploy.component;

import org.jspecify.annotations.NullMarked;
