/**
 * What a person or a program sees of a run while it goes on: a live block on a terminal, plain
 * lines, or JSON lines, all made of the events of {@code model.progress}. May import {@code
 * cli.output}, {@code model}, {@code yaml} and {@code error}. The implementations of {@code
 * RunProgress} are thread-safe, the rest is not unless it says so.
 */
@NullMarked
package io.maglev.distro.cli.progress;

import org.jspecify.annotations.NullMarked;
