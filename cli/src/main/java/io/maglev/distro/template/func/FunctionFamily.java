package io.maglev.distro.template.func;

import io.maglev.distro.template.Arguments;
import org.jspecify.annotations.Nullable;

/**
 * Functions of one theme. A family is one class with one switch rather than a lambda per function:
 * linking two hundred lambdas would cost more than everything else at startup.
 */
interface FunctionFamily {

  /**
   * The functions, one a line: {@code name(parameter types) result | example | its output}. Types
   * are Go's; the last one of a variadic function starts with {@code ...}. A test runs the
   * examples.
   */
  String table();

  /**
   * Calls one of them.
   *
   * @throws FunctionException the error result of the Go function, or its panic
   */
  @Nullable Object call(String name, Arguments arguments);

  /** For the default branch of {@link #call}. */
  default IllegalArgumentException unknown(String name) {
    return new IllegalArgumentException(getClass().getSimpleName() + " has no " + name);
  }
}
