/**
 * A deflate compressor (RFC 1951) in plain Java, so that packing a chart gives the same bytes
 * whichever zlib the JDK was linked with. Imports the JDK only. Stateless from outside and
 * thread-safe.
 */
@NullMarked
package io.maglev.distro.archive.deflate;

import org.jspecify.annotations.NullMarked;
