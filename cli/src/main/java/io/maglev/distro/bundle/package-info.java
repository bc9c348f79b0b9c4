/**
 * The bundle: one tar file that holds a whole distro as an OCI image layout, the same bytes
 * wherever it is made, checked to the last byte wherever it is read; see docs/bundle-format.md. May
 * import {@code archive}, {@code yaml}, {@code model} and {@code error}.
 *
 * <p>All types are immutable and thread-safe, unless they say otherwise.
 */
@NullMarked
package io.maglev.distro.bundle;

import org.jspecify.annotations.NullMarked;
