/**
 * Waiting until objects are ready, and finding out why they are not. Thread-safe. May import {@code
 * deploy.run}, {@code deploy.status} and what {@code deploy} may.
 */
@NullMarked
package io.maglev.distro.deploy.wait;

import org.jspecify.annotations.NullMarked;
