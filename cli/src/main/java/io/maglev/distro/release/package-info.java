/**
 * What is installed, as the cluster itself records it: Helm-compatible releases, the distro
 * revisions above them, their stores, and the lease that lets one run at a time write. May import
 * {@code kube}, {@code model}, {@code yaml} and {@code error}. Records are immutable; stores and
 * the lease are thread-safe.
 */
@NullMarked
package io.maglev.distro.release;

import org.jspecify.annotations.NullMarked;
