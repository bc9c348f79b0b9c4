/**
 * The command line: options become a request, an action does the work, a printer shows the result.
 * The only user of picocli, of System.out and of exit codes. May import {@code action}, {@code
 * model}, {@code yaml} and {@code error}. Not thread-safe but for progress printers.
 */
@NullMarked
package io.maglev.distro.cli;

import org.jspecify.annotations.NullMarked;
