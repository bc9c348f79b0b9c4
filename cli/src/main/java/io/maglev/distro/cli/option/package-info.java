/** Groups of options that several commands share. Not thread-safe. */
@NullMarked
package io.maglev.distro.cli.option;

import org.jspecify.annotations.NullMarked;
