/**
 * Checks values against JSON schemas; the only user of the schema library. Imports {@code values},
 * {@code yaml} and {@code error}. Stateless and thread-safe.
 */
@NullMarked
package io.maglev.distro.values.schema;

import org.jspecify.annotations.NullMarked;
