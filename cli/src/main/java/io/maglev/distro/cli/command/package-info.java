/** One class a command: parse, build the request, call one action, print. Not thread-safe. */
@NullMarked
package io.maglev.distro.cli.command;

import org.jspecify.annotations.NullMarked;
