package io.maglev.distro.render;

import org.jspecify.annotations.Nullable;

/** A template value that is more than plain data and knows its JSON form. */
interface PlainForm {

  /** Maps, lists and scalars only. */
  @Nullable Object plain();
}
