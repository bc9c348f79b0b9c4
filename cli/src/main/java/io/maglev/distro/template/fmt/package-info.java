/**
 * Go's {@code fmt} and the quoting half of {@code strconv} for template values: how they print.
 * Imports the JDK and {@code template}.
 *
 * <p>The public classes are stateless and thread-safe.
 */
@NullMarked
package io.maglev.distro.template.fmt;

import org.jspecify.annotations.NullMarked;
