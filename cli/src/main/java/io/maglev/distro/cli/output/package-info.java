/**
 * How results and progress look: tables, JSON, YAML, progress lines. Progress printers are
 * thread-safe, the rest is not.
 */
@NullMarked
package io.maglev.distro.cli.output;

import org.jspecify.annotations.NullMarked;
