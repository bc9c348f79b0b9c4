/**
 * How a failure is told: what could not be done, where, and what to do about it. Imports the JDK
 * only.
 *
 * <p>All types are immutable and thread-safe, except {@code Problems}.
 */
@NullMarked
package io.maglev.distro.error;

import org.jspecify.annotations.NullMarked;
