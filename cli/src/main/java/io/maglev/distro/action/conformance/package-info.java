/**
 * Holds our rendering against the real Helm's, chart by chart: finds cases, runs both, and says how
 * they compare and where they first part. Imports {@code yaml}, {@code model} and {@code error};
 * how to render is passed in. Immutable and thread-safe.
 */
@NullMarked
package io.maglev.distro.action.conformance;

import org.jspecify.annotations.NullMarked;
