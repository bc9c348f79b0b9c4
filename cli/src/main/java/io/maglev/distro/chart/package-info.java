/**
 * Helm charts: loading from a directory or an archive, ignore rules, metadata and its checks,
 * dependency processing, lint. Imports {@code archive}, {@code values}, {@code version}, {@code
 * yaml}, {@code model} and {@code error}.
 *
 * <p>Charts are immutable and may be shared between threads; what is not says so.
 */
@NullMarked
package io.maglev.distro.chart;

import org.jspecify.annotations.NullMarked;
