/**
 * Renders charts as Helm does: chart, values and capabilities become manifests, hooks and notes.
 * Holds what Helm adds to Go's templates: the built-in objects, {@code include}, {@code tpl},
 * {@code lookup}, files, YAML and JSON. Imports {@code template}, {@code values}, {@code chart},
 * {@code version}, {@code yaml}, {@code model} and {@code error}.
 *
 * <p>{@code ChartRenderer} is thread-safe; the objects a run hands to templates belong to that run.
 */
@NullMarked
package io.maglev.distro.render;

import org.jspecify.annotations.NullMarked;
