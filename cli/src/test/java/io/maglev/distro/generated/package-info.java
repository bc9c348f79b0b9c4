/** Templates and values that nobody thought of, made by jqwik, against Helm's own engine. */
@NullMarked
package io.maglev.distro.generated;

import org.jspecify.annotations.NullMarked;
