/**
 * Chart values: coalescing along the chart tree, the {@code --set} grammar and the order of the
 * sources a user can give. Imports {@code yaml}, {@code model} and {@code error}.
 *
 * <p>Values are plain maps; those handed out may be changed by their receiver and are never shared
 * with the input. Not thread-safe, except where a type says so.
 */
@NullMarked
package io.maglev.distro.values;

import org.jspecify.annotations.NullMarked;
