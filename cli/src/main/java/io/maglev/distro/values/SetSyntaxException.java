package io.maglev.distro.values;

/** What is wrong with a {@code --set} text, in the words of Helm's {@code strvals}. */
final class SetSyntaxException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SetSyntaxException(String message) {
    super(message, null, false, false);
  }
}
