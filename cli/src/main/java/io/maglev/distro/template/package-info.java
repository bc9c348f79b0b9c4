/**
 * Go's text/template language over plain Java values; the value mapping is described at {@code
 * GoType}. Parsing lives in {@code .parse}, execution in {@code .exec}, the functions in {@code
 * .func}.
 */
@NullMarked
package io.maglev.distro.template;

import org.jspecify.annotations.NullMarked;
