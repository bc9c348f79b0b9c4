package io.maglev.distro.template.exec;

import io.maglev.distro.template.FunctionException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How big a value one call may make. A loop that doubles a text meets this long before the memory
 * ends, which no count of steps could tell.
 */
final class ResultSize {
  private static final int MAX_CHARS = 16 << 20;
  private static final int MAX_ELEMENTS = 1_000_000;

  /** To copy so many characters, or elements, takes about as long as a step. */
  private static final int CHARS_PER_STEP = 64;

  private static final int ELEMENTS_PER_STEP = 8;

  private ResultSize() {}

  /** The work that making or reading a value is, in steps. */
  static long steps(@Nullable Object value) {
    if (value instanceof String text) {
      return text.length() / CHARS_PER_STEP;
    }
    return value instanceof List<?> list ? list.size() / ELEMENTS_PER_STEP : 0;
  }

  /** The same result, if it is small enough. */
  static @Nullable Object checked(@Nullable Object result) {
    if (result instanceof String text && text.length() > MAX_CHARS) {
      throw new FunctionException(
          "a result of " + text.length() + " characters exceeds the limit of " + MAX_CHARS);
    }
    if (result instanceof List<?> list && list.size() > MAX_ELEMENTS) {
      throw new FunctionException(
          "a result of " + list.size() + " elements exceeds the limit of " + MAX_ELEMENTS);
    }
    return result;
  }
}
