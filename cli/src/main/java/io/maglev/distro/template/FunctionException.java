package io.maglev.distro.template;

/**
 * The error result of a template function. The executor turns it into Go's {@code error calling
 * NAME: MESSAGE} with its place, so it needs no stack trace.
 */
public class FunctionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public FunctionException(String message) {
    super(message, null, false, false);
  }

  /** An error caused by another, e.g. a template error inside {@code include}. */
  public FunctionException(String message, Throwable cause) {
    super(message, cause, false, false);
  }
}
