/**
 * Turns the charts a manifest names into archives, byte for byte the same wherever it is done, with
 * the dependencies that lie beside them packed in. May import {@code chart}, {@code archive},
 * {@code yaml}, {@code model} and {@code error}. Thread-safe.
 */
@NullMarked
package io.maglev.distro.compose.pack;

import org.jspecify.annotations.NullMarked;
