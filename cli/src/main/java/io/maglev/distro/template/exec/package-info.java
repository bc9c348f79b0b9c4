/**
 * Executes template trees: Go's text/template evaluator over plain Java values, with Go's error
 * texts. Imports the JDK, {@code template} and its {@code parse} and {@code fmt}.
 *
 * <p>{@code TemplateSet}, {@code Template} and {@code ExecOptions} are immutable and may be shared;
 * one run stays on one thread.
 */
@NullMarked
package io.maglev.distro.template.exec;

import org.jspecify.annotations.NullMarked;
