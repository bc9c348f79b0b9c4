/**
 * Composing: manifest, charts and parameters become a lock that is proven to render, and a lock
 * becomes rendered charts again at install. May import {@code render}, {@code source}, {@code
 * chart}, {@code values}, {@code version}, {@code archive}, {@code yaml}, {@code model} and {@code
 * error}. Results are immutable; {@code BundleRenderer} is thread-safe.
 */
@NullMarked
package io.maglev.distro.compose;

import org.jspecify.annotations.NullMarked;
