/** How failures look, and which exit code each kind has. Immutable. */
@NullMarked
package io.maglev.distro.cli.error;

import org.jspecify.annotations.NullMarked;
