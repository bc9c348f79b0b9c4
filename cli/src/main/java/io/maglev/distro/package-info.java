/** Root of the tool; every class lives in one of the packages below it. */
@NullMarked
package io.maglev.distro;

import org.jspecify.annotations.NullMarked;
