/**
 * Lexer, parser and syntax tree of Go's text/template language (Go 1.26). Imports the JDK and
 * {@code template}.
 *
 * <p>Trees are immutable and may be shared between threads; lexer and parser are used once.
 */
@NullMarked
package io.maglev.distro.template.parse;

import org.jspecify.annotations.NullMarked;
