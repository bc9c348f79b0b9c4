package io.maglev.distro.template;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function that templates can call. The executor checks the number of arguments and their types
 * against the signature, with Go's messages, before the body runs.
 *
 * @param parameters in order; if {@code variadic}, the last is the element type of the rest
 * @param result the static result type, {@code ANY} for interface {}
 */
public record TemplateFunction(
    String name, List<GoType> parameters, boolean variadic, GoType result, Body body) {

  /** What the function does. */
  @FunctionalInterface
  public interface Body {
    /**
     * Computes the result; null is Go's nil.
     *
     * @throws FunctionException the error result of the Go function
     */
    @Nullable Object call(Arguments arguments);
  }

  /** A function with a fixed number of parameters. */
  public static TemplateFunction of(
      String name, List<GoType> parameters, GoType result, Body body) {
    return new TemplateFunction(name, parameters, false, result, body);
  }

  /** A function whose last parameter may be given any number of times, also not at all. */
  public static TemplateFunction variadic(
      String name, List<GoType> parameters, GoType result, Body body) {
    return new TemplateFunction(name, parameters, true, result, body);
  }
}
