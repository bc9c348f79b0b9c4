package io.maglev.distro.template.parse;

/** A literal that is wrong in itself; the parser adds the place. */
final class SyntaxException extends Exception {
  private static final long serialVersionUID = 1L;

  SyntaxException(String message) {
    super(message, null, false, false);
  }
}
