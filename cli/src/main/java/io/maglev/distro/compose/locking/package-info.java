/**
 * The lock file beside a manifest: what its charts and requirements were resolved to when somebody
 * last said so, to be reviewed and held to. May import {@code compose.manifest}, {@code
 * compose.resolve}, {@code yaml}, {@code model} and {@code error}. Immutable and thread-safe.
 */
@NullMarked
package io.maglev.distro.compose.locking;

import org.jspecify.annotations.NullMarked;
