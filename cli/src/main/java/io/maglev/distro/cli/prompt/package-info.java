/**
 * Asking the person at the terminal, without echo where the answer is a secret. Not thread-safe.
 */
@NullMarked
package io.maglev.distro.cli.prompt;

import org.jspecify.annotations.NullMarked;
