/**
 * The words of the design as immutable records: components, requirements, the lock, what rendering
 * yields. Imports the JDK and {@code error} only. Thread-safe.
 */
@NullMarked
package io.maglev.distro.model;

import org.jspecify.annotations.NullMarked;
