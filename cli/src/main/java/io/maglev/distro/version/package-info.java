/**
 * Semantic versions and range constraints with the rules of Masterminds/semver v3, which Helm and
 * its templates use. Imports the JDK and {@code error} only. Immutable and thread-safe.
 */
@NullMarked
package io.maglev.distro.version;

import org.jspecify.annotations.NullMarked;
