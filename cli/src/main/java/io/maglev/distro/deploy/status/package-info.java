/**
 * Whether an object of the cluster is ready, on its way or lost: pure functions over plain data, in
 * the words of Helm 4's watcher and kstatus. May import {@code model} and {@code error}. All types
 * are immutable and thread-safe.
 */
@NullMarked
package io.maglev.distro.deploy.status;

import org.jspecify.annotations.NullMarked;
