/**
 * The distro manifest as docs/manifest.md describes it: read with positions, checked on its own,
 * every problem found at once. Charts are not looked at here. May import {@code version}, {@code
 * yaml}, {@code model} and {@code error}. Records are immutable, readers are not thread-safe.
 */
@NullMarked
package io.maglev.distro.compose.manifest;

import org.jspecify.annotations.NullMarked;
