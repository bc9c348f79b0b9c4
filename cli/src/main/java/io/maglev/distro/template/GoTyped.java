package io.maglev.distro.template;

/** A value that knows its Go type, where the Java class alone does not tell. */
public interface GoTyped {

  /** As Go prints its type with {@code %T}, e.g. {@code chartutil.Values}. */
  String goTypeName();
}
