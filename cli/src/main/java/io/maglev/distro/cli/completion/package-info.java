/**
 * Completion scripts for shells, made of what picocli knows of each command. The scripts are
 * static: pressing TAB starts no process and asks no cluster. Immutable.
 */
@NullMarked
package io.maglev.distro.cli.completion;

import org.jspecify.annotations.NullMarked;
