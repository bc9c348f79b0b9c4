/**
 * What a run will do and in which order, as data. Pure: no cluster is asked here. Immutable and
 * thread-safe. May import {@code model}, {@code version} and {@code error}.
 */
@NullMarked
package io.maglev.distro.deploy.plan;

import org.jspecify.annotations.NullMarked;
