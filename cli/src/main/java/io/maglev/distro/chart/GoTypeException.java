package io.maglev.distro.chart;

/** A value of another type than the Go struct's field; the message is Go's. */
public final class GoTypeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  GoTypeException(String message) {
    super(message, null, false, false);
  }

  /** Go's text. */
  public String text() {
    String message = getMessage();
    return message == null ? "" : message;
  }
}
