/**
 * Makes the archive of loaded classes that lets the launcher start in a fraction of the time
 * (docs/adr/0014): run by it in a process of its own, never by a command. May import {@code cli}
 * and {@code cli.command}, whose commands it runs. Not thread-safe.
 */
@NullMarked
package io.maglev.distro.cli.start;

import org.jspecify.annotations.NullMarked;
