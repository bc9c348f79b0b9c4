package io.maglev.distro.template.func;

import io.maglev.distro.template.FunctionException;

/**
 * The failure that a chart itself declares by {@code fail} or {@code required}. Helm shows its
 * message alone: {@code execution error at (PLACE): MESSAGE}.
 */
public final class ChartFailureException extends FunctionException {
  private static final long serialVersionUID = 1L;

  ChartFailureException(String message) {
    super(message);
  }
}
