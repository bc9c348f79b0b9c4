/**
 * Hooks, those of charts and those of distros: runs them, waits for them, tidies up after them.
 * Thread-safe. May import {@code deploy.object}, {@code deploy.wait} and what these may.
 */
@NullMarked
package io.maglev.distro.deploy.hook;

import org.jspecify.annotations.NullMarked;
