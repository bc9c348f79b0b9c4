/**
 * What happens during a run, as data: {@code deploy} emits it, {@code cli} prints it, neither knows
 * the other. Imports the JDK and {@code error} only. Immutable and thread-safe.
 */
@NullMarked
package io.maglev.distro.model.progress;

import org.jspecify.annotations.NullMarked;
