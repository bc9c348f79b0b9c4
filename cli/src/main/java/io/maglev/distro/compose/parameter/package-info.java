/**
 * What an operator gives at install: declared with a JSON Schema each, given by flag, file or
 * environment, put into values between {@code <%} and {@code %>}. May import {@code yaml}, {@code
 * model} and {@code error}; the only user of Mustache. Immutable and thread-safe.
 */
@NullMarked
package io.maglev.distro.compose.parameter;

import org.jspecify.annotations.NullMarked;
