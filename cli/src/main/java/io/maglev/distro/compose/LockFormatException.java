package io.maglev.distro.compose;

/** Something in a lock that is not as its format says; the message names it. */
final class LockFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LockFormatException(String message) {
    super(message);
  }
}
