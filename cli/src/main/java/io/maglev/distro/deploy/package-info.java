/**
 * Brings a cluster to what a bundle says: one task a component or hook, run as wide as their
 * dependencies allow. Emits events, prints nothing. May import {@code kube}, {@code release},
 * {@code version}, {@code yaml}, {@code model} and {@code error}.
 */
@NullMarked
package io.maglev.distro.deploy;

import org.jspecify.annotations.NullMarked;
