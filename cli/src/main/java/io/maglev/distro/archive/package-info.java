/**
 * Tar and gzip, read with suspicion and written the same on every machine: chart archives, and the
 * ustar headers that bundles are made of. May import {@code model} and {@code error}.
 *
 * <p>All types are immutable or stateless and thread-safe, unless they say otherwise.
 */
@NullMarked
package io.maglev.distro.archive;

import org.jspecify.annotations.NullMarked;
