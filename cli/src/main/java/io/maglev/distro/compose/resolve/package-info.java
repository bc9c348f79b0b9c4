/**
 * From a manifest and its charts to a lock: every chart packed, every requirement met by exactly
 * one component, everything in order. May import {@code compose.manifest}, {@code compose.pack},
 * {@code version}, {@code model} and {@code error}. Not thread-safe, results are immutable.
 */
@NullMarked
package io.maglev.distro.compose.resolve;

import org.jspecify.annotations.NullMarked;
